using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using ParDef.EndToEnd.Scripting;

namespace ParDef.EndToEnd;

/// <summary>A manual page says all that the help of its verb says.</summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class ManualTests : IDisposable
{
    private static readonly string[] Sections = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "SEE ALSO"];
    private readonly string _folder = Directory.CreateTempSubdirectory("pardef-manual-").FullName;

    [GeneratedRegex(@"^  (?<label>\S.*?)  +(?<text>\S.*)$", RegexOptions.Multiline)]
    private static partial Regex Row { get; }

    [GeneratedRegex(@"(?<!\S)--?[a-z][a-z-]*|<[^>]+>")]
    private static partial Regex Word { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_row_of_the_help_stands_in_the_manual()
    {
        foreach (string[] verb in await Verbs())
        {
            string help = await Say([.. verb, "--help"]);
            string page = Plain(await Say(["manual", .. verb]));
            Assert.All(Sections, section => Assert.Contains($"\n.SH {section}\n", page, StringComparison.Ordinal));
            Assert.NotEmpty(Row.Matches(help));
            Assert.All(Row.Matches(help), row =>
            {
                Assert.Contains($"\n{row.Groups["text"].Value.TrimEnd()}\n", page, StringComparison.Ordinal);
                Assert.All(
                    Word.Matches(row.Groups["label"].Value),
                    word => Assert.Contains(word.Value.Trim('<', '>'), page, StringComparison.Ordinal));
            });
        }
    }

    [Fact]
    public async Task Man_accepts_every_page()
    {
        foreach (string[] verb in await Verbs())
        {
            string file = Path.Combine(_folder, "page.1");
            await File.WriteAllTextAsync(file, await Say(["manual", .. verb]), TestContext.Current.CancellationToken);
            using var man = Start("man", "--warnings", "-l", file) ?? throw new UnreachableException();
            var page = man.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.Empty(await man.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            Assert.Contains("EXIT STATUS", await page, StringComparison.Ordinal);
            await man.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, man.ExitCode);
        }
    }

    /// <summary>The whole command, as no word, and each verb that its help lists.</summary>
    private async Task<List<string[]>> Verbs()
    {
        string help = await Say(["--help"]);
        string commands = help[help.IndexOf("Commands:", StringComparison.Ordinal)..help.IndexOf("Exit codes:", StringComparison.Ordinal)];
        List<string[]> verbs = [[], .. Row.Matches(commands).Select(row => new[] { row.Groups["label"].Value.Split(' ')[0] })];
        Assert.True(verbs.Count > 10);
        return verbs;
    }

    private async Task<string> Say(string[] words)
    {
        var command = new PardefProcess { Folder = _folder, Variables = new Dictionary<string, string>() };
        var result = await command.Run(words, TestContext.Current.CancellationToken);
        Assert.Equal(0, result.Exit);
        return result.Output;
    }

    private static Process? Start(string program, params string[] words)
    {
        try
        {
            var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["MANPAGER"] = "cat";
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"needs {program}");
            return null;
        }
    }

    private static string Plain(string roff) => roff.Replace(@"\-", "-", StringComparison.Ordinal).Replace(@"\&", "", StringComparison.Ordinal);
}
