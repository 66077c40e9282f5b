using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace ParDef.Inference;

/// <summary>A way to run a model: one run, as often as is asked for.</summary>
/// <param name="run">One run.</param>
internal sealed class Contestant(Action run)
{
    private readonly List<double> _times = [];

    /// <summary>Times one run.</summary>
    public void Run()
    {
        long start = Stopwatch.GetTimestamp();
        run();
        _times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
    }

    /// <summary>The median of the runs since it was asked last, in microseconds.</summary>
    public double TakeMedian()
    {
        _times.Sort();
        double median = _times[_times.Count / 2];
        _times.Clear();
        return median;
    }

    /// <summary>A plain session over a model.</summary>
    public static Contestant Of(InferenceSession session, IReadOnlyDictionary<string, OrtValue> inputs)
    {
        var options = new RunOptions();
        return new Contestant(() => session.Run(options, inputs, session.OutputNames).Dispose());
    }
}
