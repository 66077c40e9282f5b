using System.ComponentModel;
using System.Diagnostics;
using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Keys.Sources;

/// <summary>
/// The text of a key file that a command prints: a password store, a TPM, a cloud's secret service. The line goes to the system's shell; standard input and error are those of this process, so that the command can ask.
/// </summary>
/// <param name="line">The command line.</param>
public sealed class CommandKeySource(string line) : IKeySource
{
    /// <summary>The words up to the first blank; the rest may be secret.</summary>
    public string Name => $"command {line.TrimStart().Split(' ', 2)[0]}";

    /// <inheritdoc/>
    public MasterKey Open(CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            throw new ParDefException(ErrorCode.Usage, "no command stands after command:", "for example --key \"command:pass show pardef\"");
        }

        using var process = Start();
        using var ending = cancellation.Register(() => End(process));
        MasterKey? key = null;
        ParDefException? refusal = null;
        try
        {
            key = KeyText.Read(() => process.StandardOutput.BaseStream, Name, Unreadable, cancellation);
        }
        catch (ParDefException malformed)
        {
            // What went wrong in the command says more than that its output is no key.
            refusal = malformed;
        }

        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        if (process.ExitCode != 0)
        {
            key?.Dispose();
            throw new ParDefException(ErrorCode.FileAccess, $"{Name} ended with exit code {process.ExitCode}", "run it alone; it must print the text of a key file and end with 0");
        }

        return key ?? throw refusal!;
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private Process Start()
    {
        var (shell, option) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        try
        {
            return Process.Start(new ProcessStartInfo(shell, [option, line]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        }
        catch (Win32Exception failure)
        {
            throw Unreadable(failure);
        }
    }

    private ParDefException Unreadable(Exception failure) => new(ErrorCode.FileAccess, $"{Name} cannot be run", inner: failure);
}
