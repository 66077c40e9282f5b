using ParDef.Artifacts.Inspecting;

namespace ParDef.Cli.Output;

/// <summary>How much an artifact saves, in words.</summary>
internal static class SizeWords
{
    private const double LargeModelsSavePercent = 70;

    /// <summary>The reduction with its reason where it is less than that of large models.</summary>
    public static string Reduction(Inspection inspection)
    {
        double percent = inspection.ReductionPercent;
        string change = percent >= 0 ? $"{percent:F1} % smaller than the source" : $"{-percent:F1} % larger than the source";
        return percent >= LargeModelsSavePercent || inspection.Lossless
            ? change
            : $"{change}; the parity, header and scales weigh more in small models";
    }
}
