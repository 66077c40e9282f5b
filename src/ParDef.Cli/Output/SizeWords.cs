using ParDef.Artifacts.Inspecting;

namespace ParDef.Cli.Output;

/// <summary>How much an artifact saves, in words.</summary>
internal static class SizeWords
{
    private const double LargeModelsSavePercent = 70;
    private const double MostlyNarrowShare = 0.5;
    private const double SmallModelsFixedShare = 0.1;
    private const double NotableKeptShare = 0.1;

    /// <summary>The reduction with its reason where it is less than that of large models of 32-bit weights.</summary>
    public static string Reduction(Inspection inspection)
    {
        double percent = inspection.ReductionPercent;
        string change = percent >= 0 ? $"{percent:F1} % smaller than the source" : $"{-percent:F1} % larger than the source";
        return percent < LargeModelsSavePercent && !inspection.Lossless && Reason(inspection) is { } reason ? $"{change}; {reason}" : change;
    }

    private static string? Reason(Inspection inspection)
    {
        if (inspection.NarrowShare > MostlyNarrowShare)
        {
            return "weights of 8 or 16 bits gain less than those of 32";
        }

        if (inspection.FixedBytes > SmallModelsFixedShare * inspection.ArtifactBytes)
        {
            return "the parity, header and padding weigh more in small models";
        }

        double kept = 1 - inspection.QuantizedShare;
        return kept > NotableKeptShare ? $"{100 * kept:F0} % of the tensors' bytes are kept bit for bit" : null;
    }
}
