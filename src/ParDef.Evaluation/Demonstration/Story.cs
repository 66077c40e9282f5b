using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Repairing;
using ParDef.Artifacts.Verifying;
using ParDef.Attacks.Faults;
using ParDef.Evaluation.Accuracy;
using ParDef.Evaluation.PlainModels;

namespace ParDef.Evaluation.Demonstration;

/// <summary>
/// The whole story on embedded data: a real classifier is protected, damaged, healed to the last bit and run; a forger is refused. Every figure is computed
/// while it is told.
/// </summary>
public sealed class Story : IDisposable
{
    /// <summary>Seed of all damage.</summary>
    public const ulong Seed = 20260604;

    private const double FlipRate = 0.005;
    private const double BurstShare = 0.10;

    private static readonly ProtectOptions Options = new() { Id = "demonstration" };

    private readonly MasterKey _key = MasterKey.Generate();
    private readonly byte[] _model = EmbeddedAssets.Model;

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    /// <summary>Tells the story step by step.</summary>
    /// <param name="cancellation">Ends it early.</param>
    public IEnumerable<DemonstrationStep> Tell(CancellationToken cancellation = default)
    {
        double original = TopOne(_model, cancellation);
        yield return Step(
            "A trained classifier",
            "ResNet-20 on Fashion-MNIST; everything that follows happens to its weights.",
            held: original > 90,
            ("model file", Bytes(_model.Length)),
            ("accuracy", $"{Percent(original)} of {EmbeddedAssets.Images.Count:N0} test images"));

        byte[] artifact = Protector.Protect(_model, _key, Options, cancellation).Content;
        var inspection = Inspection.Of(artifact, _key, cancellation);
        double protectedAccuracy = TopOne(Open(artifact, cancellation), cancellation);
        yield return Step(
            "Protected",
            "One encrypted, authenticated, self-healing file, without retraining.",
            held: inspection.ReductionPercent > 0 && Math.Abs(protectedAccuracy - original) <= 0.5,
            ("artifact", $"{Bytes(artifact.Length)}, {Percent(inspection.ReductionPercent)} smaller"),
            ("accuracy", Percent(protectedAccuracy)));

        var flips = new FlipShare(FlipRate);
        double floats = TopOne(PlainModel.DamageFloats(_model, flips, new SeededRandom(Seed)), cancellation);
        double integers = TopOne(PlainModel.DamageIntegers(_model, flips, new SeededRandom(Seed)), cancellation);
        byte[] flipped = flips.Apply(artifact, new SeededRandom(Seed));
        double healed = TopOne(Open(flipped, cancellation), cancellation);
        yield return Step(
            $"{Percent(100 * FlipRate)} of all bits flipped at random",
            "Unprotected fp32 weights are lost and plain 8-bit weights suffer; the artifact heals in memory while it is opened.",
            held: healed == protectedAccuracy && floats < 50 && integers < healed,
            ("fp32 weights", $"accuracy {Percent(floats)}"),
            ("plain 8-bit weights", $"accuracy {Percent(integers)}"),
            ("the artifact", $"accuracy {Percent(healed)}"));

        yield return Repair("Repaired", "The damaged file is again the one that was protected, to the last bit.", artifact, flipped, cancellation);

        int length = (int)(BurstShare * artifact.Length);
        byte[] burst = new Burst(length, Fill.Random).Apply(artifact, new SeededRandom(Seed));
        yield return Repair(
            $"{Percent(100 * BurstShare)} of the file overwritten in one piece", "A lost stretch of the disk heals as well.", artifact, burst, cancellation);

        byte[] forged = Forger.Rewrite(artifact, PlainModel.DamageFloats(_model, new FlipBits(1), new SeededRandom(Seed)), Options, cancellation);
        var verdict = Verifier.Verify(forged, _key, cancellation);
        yield return Step(
            "A forger's consistent rewrite",
            "Who knows everything but the key can destroy a file, and never change what it says.",
            held: verdict.Refusal?.Code == ErrorCode.Forged,
            ("verdict", verdict.Refusal is null ? verdict.Status.ToString() : $"refused: {verdict.Refusal.Code.Text()}"),
            ("because", verdict.Refusal?.Message ?? "-"));
    }

    private DemonstrationStep Repair(string title, string meaning, byte[] artifact, byte[] damaged, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var repaired = Repairer.Repair(damaged, _key, cancellation);
        var elapsed = Stopwatch.GetElapsedTime(start);
        return Step(
            title,
            meaning,
            held: repaired.Content.Span.SequenceEqual(artifact) && !damaged.AsSpan().SequenceEqual(artifact),
            ("damage", repaired.Damage.Describe()),
            ("time", $"{elapsed.TotalMilliseconds:N0} ms"),
            ("SHA-256 before", Digest(artifact)),
            ("SHA-256 after", Digest(repaired.Content.Span)));
    }

    private byte[] Open(byte[] artifact, CancellationToken cancellation) =>
        OpenedArtifact.Open(artifact, _key, OpenPolicy.Repairing, cancellation).RestoreModel(cancellation);

    private static double TopOne(byte[] model, CancellationToken cancellation) =>
        Predictions.Of(model, EmbeddedAssets.Images, EmbeddedAssets.Normalization, cancellation).Percent;

    private static DemonstrationStep Step(string title, string meaning, bool held, params (string Name, string Value)[] facts) =>
        new(title, [.. facts.Select(fact => KeyValuePair.Create(fact.Name, fact.Value))], meaning, held);

    private static string Bytes(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} bytes");

    private static string Percent(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:0.0#} %");

    private static string Digest(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
