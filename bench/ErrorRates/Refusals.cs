using System.Globalization;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Repairing;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorRates;

/// <summary>
/// Decodes above the radius of the code, through whole artifacts and their real tags: each must end in the identical file or in a refusal. Headers are left alone, so
/// that every trial reaches the decoders.
/// </summary>
internal static class Refusals
{
    public const string Columns = "point,pages,K,Zb,S,flips,decodes,identical,refused,wrong,proposed_wrong,miscorrected,seed";

    /// <summary>Sizes in bytes of content and rates above what their code corrects; the last one is above what any code of that rate could, and is refused undecoded.</summary>
    public static IReadOnlyList<(int ContentBytes, double Rate)> Points { get; } =
    [
        (3_000, 0.15), (3_000, 0.155), (3_000, 0.17),
        (30_000, 0.095), (30_000, 0.10), (30_000, 0.11),
        (160_000, 0.0225), (160_000, 0.0231), (160_000, 0.024), (160_000, 0.026), (160_000, 0.03),
    ];

    public static string Row(int point, int decodes, ulong seed)
    {
        var (contentBytes, rate) = Points[point];
        byte[] model = SyntheticModel.Make(1, contentBytes, seed);
        using var key = MasterKey.Generate();
        byte[] artifact = Protector.Protect(model, key, new ProtectOptions { Id = "refusals", Lossless = true }).Content;
        var layout = PublicHeader.Read(artifact).Layout;
        var geometry = layout.Geometry;
        var bare = new CodedFile(geometry.PayloadPages, Redundancy.Default, seed);
        int identical = 0;
        int refused = 0;
        int wrong = 0;
        int proposedWrong = 0;
        int miscorrected = 0;
        Parallel.For(0, decodes, i =>
        {
            var random = new SeededRandom(SeededRandom.NumberAt(seed, (ulong)i));
            byte[] damaged = new FlipShare(rate).Apply(artifact, random);
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

            var decode = bare.DecodeFlipped(rate, random);
            Interlocked.Add(ref proposedWrong, decode.ProposedWrong ? 1 : 0);
            Interlocked.Add(ref miscorrected, decode.Miscorrected ? 1 : 0);
        });
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{point},{geometry.PayloadPages},{geometry.InformationBlocks},{geometry.BlockBytes},{geometry.Sections},{rate},{decodes},{identical},{refused},{wrong},{proposedWrong},{miscorrected},{seed}");
    }
}
