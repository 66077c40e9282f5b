using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ParDef.Peers;

/// <summary>The command par2: Reed-Solomon over whole files, blocks known by their checksums; 20 % of recovery blocks in one volume.</summary>
/// <param name="BlockBytes">Bytes a block, a multiple of four; at most 32,768 blocks.</param>
internal sealed record Par2Peer(int BlockBytes) : IPeer
{
    private const string Program = "par2";
    private const int RecoveryPercent = 20;

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"par2 -s{BlockBytes}");

    /// <inheritdoc/>
    public string? Absence
    {
        get
        {
            try
            {
                Run(Path.GetTempPath(), TimeSpan.FromSeconds(10), "--version");
                return null;
            }
            catch (Win32Exception)
            {
                return "the program par2 is not installed";
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Create(string file, TimeSpan limit)
    {
        string folder = Path.GetDirectoryName(file)!;
        string name = Path.GetFileName(file);
        int exit = Run(folder, limit, "create", "-q", "-q", $"-s{BlockBytes}", $"-r{RecoveryPercent}", "-n1", $"{name}.par2", name);
        return exit == 0
            ? [file, .. Directory.EnumerateFiles(folder, "*.par2").Order(StringComparer.Ordinal)]
            : throw new InvalidOperationException($"par2 create ended with {exit}");
    }

    /// <inheritdoc/>
    public bool Verify(IReadOnlyList<string> stored, TimeSpan limit) => Run("verify", stored, limit) == 0;

    /// <inheritdoc/>
    public void Repair(IReadOnlyList<string> stored, TimeSpan limit) => Run("repair", stored, limit);

    private static int Run(string verb, IReadOnlyList<string> stored, TimeSpan limit) =>
        Run(Path.GetDirectoryName(stored[0])!, limit, verb, "-q", "-q", $"{Path.GetFileName(stored[0])}.par2");

    private static int Run(string folder, TimeSpan limit, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill();
            process.WaitForExit();
            throw new TimeLimitException();
        }

        Task.WaitAll(output, errors);
        return process.ExitCode;
    }
}
