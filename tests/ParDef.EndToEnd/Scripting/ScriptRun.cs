using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using Xunit.Sdk;

namespace ParDef.EndToEnd.Scripting;

/// <summary>Runs one script in a folder of its own.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ScriptRun(string folder, GivenArtifact given)
{
    private readonly Dictionary<string, string> _variables = new() { ["NO_COLOR"] = "1" };
    private CommandResult _last = new(0, "", "");
    private byte[]? _input;
    private string? _interruptAt;

    public async Task Run(Script script, CancellationToken cancellation)
    {
        foreach (var line in script.Lines)
        {
            try
            {
                await Do(line.Words, cancellation);
            }
            catch (Exception failure) when (IsOfTheScript(failure))
            {
                Assert.Fail($"{script.Name}:{line.Number}: {line.Text}\n{failure.Message}\nthe last command: {_last}");
            }
        }
    }

    private static bool IsOfTheScript(Exception failure) =>
        failure is IAssertionException and not SkipException or IOException or FormatException or JsonException;

    private async Task Do(string[] words, CancellationToken cancellation)
    {
        switch (words)
        {
            case ["$", "pardef", .. var arguments]:
                var process = new PardefProcess { Folder = folder, Variables = _variables, Input = _input, InterruptAt = _interruptAt };
                _last = await process.Run(arguments, cancellation);
                _input = null;
                _interruptAt = null;
                break;
            default:
                if (!Act(words) && !Expect(words) && !ExpectFiles(words))
                {
                    throw new FormatException("no such line in the language of scripts");
                }

                break;
        }
    }

    private bool Act(string[] words)
    {
        switch (words)
        {
            case ["given", "artifact"]:
                given.CopyTo(folder);
                break;
            case ["asset", var name, var to]:
                File.Copy(Repository.Asset(name), At(to));
                break;
            case ["input", var name]:
                File.Copy(Path.Combine(AppContext.BaseDirectory, "Inputs", name), At(name));
                break;
            case ["shared", var path, var to]:
                File.Copy(Repository.Shared(path), At(to));
                break;
            case ["copy", var from, var to]:
                File.Copy(At(from), At(to), overwrite: true);
                break;
            case ["link", var name, var to]:
                File.CreateSymbolicLink(At(name), to);
                break;
            case ["folder", var name]:
                Directory.CreateDirectory(At(name));
                break;
            case ["pipe", var name]:
                MakePipe(At(name));
                break;
            case ["write", var file, var text]:
                File.WriteAllText(At(file), text);
                break;
            case ["flip", var file, var count, var seed]:
                Damage.Flip(At(file), Number(count), Number(seed));
                break;
            case ["burst", var file, var start, var length, var fill]:
                Damage.Burst(At(file), Number(start), Number(length), (byte)Number(fill));
                break;
            case ["cut-end", var file, var count]:
                Damage.CutEnd(At(file), Number(count));
                break;
            case ["append", var file, var count]:
                Damage.Append(At(file), Number(count));
                break;
            case ["forge-headers", var file]:
                Damage.ForgeHeaders(At(file));
                break;
            case ["permit", var file, var mode]:
                File.SetUnixFileMode(At(file), (UnixFileMode)Convert.ToInt32(mode, 8));
                break;
            case ["env", var name, "=", var value]:
                _variables[name] = value;
                break;
            case ["env", var name, "from", var file]:
                _variables[name] = File.ReadAllText(At(file));
                break;
            case ["stdin", "from", var file]:
                _input = File.ReadAllBytes(At(file));
                break;
            case ["interrupt", "at", var text]:
                _interruptAt = text;
                break;
            default:
                return false;
        }

        return true;
    }

    private bool Expect(string[] words)
    {
        switch (words)
        {
            case ["exit", var code]:
                Assert.Equal(Number(code), _last.Exit);
                break;
            case ["stdout" or "stderr", "contains", var text]:
                Assert.Contains(text, Stream(words[0]), StringComparison.Ordinal);
                break;
            case ["stdout" or "stderr", "lacks", var text]:
                Assert.DoesNotContain(text, Stream(words[0]), StringComparison.Ordinal);
                break;
            case ["stdout" or "stderr", "empty"]:
                Assert.Empty(Stream(words[0]));
                break;
            case ["json", "line", var line, var path, "is", var value]:
                Assert.Equal(value, Json.Text(Number(line), path));
                break;
            case ["json", var path, "is", var value]:
                Assert.Equal(value, Json.Text(1, path));
                break;
            case ["json", var path, "contains", var value]:
                Assert.Contains(value, Json.Text(1, path), StringComparison.Ordinal);
                break;
            case ["json", var path, "equals", var other]:
                Assert.NotNull(Json.Text(1, path));
                Assert.Equal(Json.Text(1, other), Json.Text(1, path));
                break;
            case ["json", var path, "sums", "to", var total]:
                Assert.Equal(Json.Text(1, total), Json.Sum(1, path).ToString(CultureInfo.InvariantCulture));
                break;
            default:
                return false;
        }

        return true;
    }

    private bool ExpectFiles(string[] words)
    {
        switch (words)
        {
            case ["pipe", var name, "stays"]:
                Assert.True(IsPipe(At(name)), $"{name} is no pipe any more");
                break;
            case ["exists", var file]:
                Assert.True(File.Exists(At(file)), $"{file} does not exist");
                break;
            case ["absent", var file]:
                Assert.False(Path.Exists(At(file)), $"{file} exists");
                break;
            case ["only", .. var files]:
                Assert.Equal(
                    files.Order(StringComparer.Ordinal),
                    Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
                break;
            case ["same", var one, var other]:
                Assert.True(AreSame(one, other), $"{one} and {other} differ");
                break;
            case ["differs", var one, var other]:
                Assert.False(AreSame(one, other), $"{one} and {other} are the same");
                break;
            case ["mode", var file, var mode]:
                Assert.Equal(mode, Convert.ToString((int)File.GetUnixFileMode(At(file)), 8));
                break;
            case ["length", var file, "equals", "json", var path]:
                Assert.Equal(Json.Text(1, path), new FileInfo(At(file)).Length.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                return false;
        }

        return true;
    }

    private static void MakePipe(string path) => Assert.True(Succeeds("mkfifo", path));

    private static bool IsPipe(string path) => Succeeds("test", "-p", path);

    private static bool Succeeds(string program, params string[] words)
    {
        using var process = Process.Start(program, words);
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private JsonLines Json => new(_last.Output);

    private string Stream(string name) => name == "stdout" ? _last.Output : _last.Error;

    private string At(string file) => Path.Combine(folder, file);

    private bool AreSame(string one, string other) => File.ReadAllBytes(At(one)).AsSpan().SequenceEqual(File.ReadAllBytes(At(other)));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
