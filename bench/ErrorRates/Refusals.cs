using System.Globalization;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Repairing;
using ParDef.Attacks.Faults;

namespace ParDef.ErrorRates;

/// <summary>
/// Decodes above the radius of the code, through whole artifacts and their real tags: each must end in the identical file or in a refusal. Headers are left alone, so
/// that every trial reaches the decoders.
/// </summary>
internal static class Refusals
{
    public const string Columns = "point,pages,K,Zb,S,flips,decodes,identical,refused,wrong,seed";

    /// <summary>Sizes in bytes of content and rates above what their code corrects.</summary>
    public static IReadOnlyList<(int ContentBytes, double Rate)> Points { get; } =
    [
        (3_000, 0.14), (3_000, 0.16), (30_000, 0.09), (30_000, 0.11), (160_000, 0.0228), (160_000, 0.0235), (160_000, 0.03),
    ];

    public static string Row(int point, int decodes, ulong seed)
    {
        var (contentBytes, rate) = Points[point];
        byte[] model = SyntheticModel.Make(1, contentBytes, seed);
        using var key = MasterKey.Generate();
        byte[] artifact = Protector.Protect(model, key, new ProtectOptions { Id = "refusals", Lossless = true }).Content;
        var layout = PublicHeader.Read(artifact).Layout;
        int identical = 0;
        int refused = 0;
        int wrong = 0;
        Parallel.For(0, decodes, i =>
        {
            byte[] damaged = new FlipShare(rate).Apply(artifact, new SeededRandom(SeededRandom.NumberAt(seed, (ulong)i)));
            foreach (int header in layout.HeaderOffsets)
            {
                artifact.AsSpan(header, layout.HeaderBlockBytes).CopyTo(damaged.AsSpan(header));
            }

            try
            {
                bool same = Repairer.Repair(damaged, key).Content.Span.SequenceEqual(artifact);
                Interlocked.Increment(ref same ? ref identical : ref wrong);
            }
            catch (ParDefException refusal) when (refusal.Code == ErrorCode.Damaged)
            {
                Interlocked.Increment(ref refused);
            }
        });
        var geometry = layout.Geometry;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{point},{geometry.PayloadPages},{geometry.InformationBlocks},{geometry.BlockBytes},{geometry.Sections},{rate},{decodes},{identical},{refused},{wrong},{seed}");
    }
}
