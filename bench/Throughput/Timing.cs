using System.Diagnostics;

namespace ParDef.Throughput;

/// <summary>The times of some runs of one thing.</summary>
internal sealed class Timing
{
    private readonly List<double> _milliseconds = [];

    /// <summary>The fastest run in milliseconds: what the machine does when nothing disturbs it.</summary>
    public double Best => _milliseconds.Min();

    /// <summary>The median run in milliseconds.</summary>
    public double Median => _milliseconds.Order().ElementAt(_milliseconds.Count / 2);

    /// <summary>Times one run.</summary>
    public void Run(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        _milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
