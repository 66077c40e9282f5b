using System.Diagnostics;
using System.Text;

namespace ParDef.EndToEnd.Scripting;

/// <summary>Starts the built command as a user does.</summary>
internal sealed class PardefProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan UntilHandlersStand = TimeSpan.FromMilliseconds(300);

    /// <summary>The command of the same configuration as these tests.</summary>
    public static string Path { get; } = System.IO.Path.Combine(
        AppContext.BaseDirectory, "..", "..", "ParDef.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name,
        OperatingSystem.IsWindows() ? "pardef.exe" : "pardef");

    public required string Folder { get; init; }

    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>Bytes for standard input, which then ends; null ends it at once.</summary>
    public byte[]? Input { get; init; }

    /// <summary>Printed words after which the command is interrupted; its input then never ends. Null lets it finish.</summary>
    public string? InterruptAt { get; init; }

    public async Task<CommandResult> Run(IEnumerable<string> words, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        using var process = Process.Start(StartInfo(words))!;
        try
        {
            var output = Read(process.StandardOutput, process, limit.Token);
            var error = Read(process.StandardError, process, limit.Token);
            if (InterruptAt is null)
            {
                await process.StandardInput.BaseStream.WriteAsync(Input ?? [], limit.Token);
                process.StandardInput.Close();
            }

            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private ProcessStartInfo StartInfo(IEnumerable<string> words)
    {
        var start = new ProcessStartInfo(Path, words)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("PARDEF_KEY_FILE");
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task<string> Read(StreamReader stream, Process process, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        bool isInterrupted = false;
        while (await stream.ReadLineAsync(cancellation) is { } line)
        {
            text.Append(line).Append('\n');
            if (InterruptAt is not null && !isInterrupted && line.Contains(InterruptAt, StringComparison.Ordinal))
            {
                isInterrupted = true;
                await Task.Delay(UntilHandlersStand, cancellation);
                // Not SIGINT: whoever starts the tests in the background has it ignored, and children inherit that.
                using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
                await kill.WaitForExitAsync(cancellation);
            }
        }

        return text.ToString();
    }
}
