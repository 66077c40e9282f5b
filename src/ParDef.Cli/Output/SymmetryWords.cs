using System.Text.Json.Nodes;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Cli.Output;

/// <summary>What a reparameterization reaches, in words and as JSON.</summary>
internal static class SymmetryWords
{
    // The rest of a list of reasons is a tail of single biases.
    private const int ReasonsShown = 8;

    /// <summary>The name of a law, as <c>--scales</c> takes it; null for weights in their own order.</summary>
    public static string? Law(ScaleLaw? law) => law switch
    {
        ScaleLaw.None => "none",
        ScaleLaw.Uniform => "paper",
        ScaleLaw.PowersOfTwo => "pow2",
        _ => null,
    };

    /// <summary>All of a report.</summary>
    public static JsonObject Document(SymmetryReport report) => new()
    {
        ["moved_percent"] = Json.Number(report.MovedPercent),
        ["scaled_percent"] = Json.Number(report.ScaledPercent),
        ["frozen_percent"] = Json.Number(report.FrozenPercent),
        ["groups"] = report.Orbits,
        ["key_space_bits"] = Json.Number(report.KeySpaceBits),
        ["is_security_level"] = false,
        ["frozen"] = new JsonArray([.. report.Frozen.Select(entry => (JsonNode)new JsonObject { ["reason"] = entry.Reason, ["elements"] = entry.Elements })]),
    };

    /// <summary>A report for people.</summary>
    public static void Describe(Human text, SymmetryReport report)
    {
        text.Line("");
        text.Line("  reparameterization");
        text.Table(
            ("moved", $"{report.MovedPercent:F2} %", $"of {report.Elements:N0} parameters"),
            ("scaled", $"{report.ScaledPercent:F2} %", ""),
            ("groups", $"{report.Orbits:N0}", "of channels that change places with each other"),
            ("key space", $"2^{report.KeySpaceBits:N0}", "orders: not a security level, whoever holds the original can match them"));
        foreach (var (reason, elements) in report.Frozen.Take(ReasonsShown))
        {
            text.Line($"  {100.0 * elements / report.Elements:F2} % stay: {reason}");
        }

        if (report.Frozen.Count > ReasonsShown)
        {
            text.Line($"  {100.0 * report.Frozen.Skip(ReasonsShown).Sum(entry => entry.Elements) / report.Elements:F2} % stay for {report.Frozen.Count - ReasonsShown} other reasons");
        }
    }
}
