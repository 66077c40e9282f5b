using System.ComponentModel;
using System.Diagnostics;

namespace ParDef.Campaigns;

/// <summary>A process that has ended, and what it took. Processor time and memory are looked at every five milliseconds, so that the last ones may be missing.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Errors">What it wrote to standard error.</param>
/// <param name="Seconds">Wall time, start of the process included.</param>
/// <param name="ProcessorSeconds">Processor time of all its threads.</param>
/// <param name="PeakBytes">The most memory that was resident at a time (<c>VmHWM</c> on Linux).</param>
internal sealed record MeasuredProcess(int ExitCode, string Errors, double Seconds, double ProcessorSeconds, long PeakBytes)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">Path or name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that it is given besides those of this process.</param>
    public static MeasuredProcess Run(string program, IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var options = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            options.Environment[name] = value;
        }

        long start = Stopwatch.GetTimestamp();
        using var process = Process.Start(options)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        var processor = TimeSpan.Zero;
        while (!process.WaitForExit(LookEvery))
        {
            try
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
                processor = process.TotalProcessorTime;
            }
            catch (Exception ended) when (ended is InvalidOperationException or Win32Exception)
            {
                // It ended between the two lines: the numbers before are the last ones.
            }
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Task.WaitAll(output, errors);
        return new MeasuredProcess(process.ExitCode, errors.Result, seconds, processor.TotalSeconds, peak);
    }
}
