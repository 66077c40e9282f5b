using System.Security.Cryptography;
using System.Text.Json.Serialization;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Repairing;
using ParDef.Artifacts.Storage;
using ParDef.Artifacts.Verifying;
using ParDef.Attacks.Faults;

namespace ParDef.Campaigns;

/// <summary>
/// Files on disk, protected under a fresh key, damaged, verified and repaired; the digest of the result against that of the file before.
/// </summary>
internal static class SurvivalTrial
{
    /// <summary>One fault under one seed.</summary>
    /// <param name="model">The ONNX file.</param>
    /// <param name="fault">What happens to the artifact.</param>
    /// <param name="seed">Where.</param>
    /// <param name="repairable">It must come back; else it must be refused and the file left as it is.</param>
    public static SurvivalResult Run(byte[] model, Fault fault, ulong seed, bool repairable)
    {
        using var folder = new TemporaryFolder();
        using var key = MasterKey.Generate();
        byte[] original = Protector.Protect(model, key, new ProtectOptions { Id = "survival" }).Content;
        byte[] digest = SHA256.HashData(original);
        AtomicFile.Write(folder.Artifact, fault.Apply(original, new SeededRandom(seed)), overwrite: false);
        byte[] damaged = SHA256.HashData(InputFile.Read(folder.Artifact));

        var report = Verifier.Verify(InputFile.Read(folder.Artifact), key);
        var expected = repairable ? VerifyStatus.Repairable : VerifyStatus.Refused;
        bool after;
        try
        {
            AtomicFile.Write(folder.Artifact, Repairer.Repair(InputFile.Read(folder.Artifact), key).Content.Span, overwrite: true);
            after = repairable && SHA256.HashData(InputFile.Read(folder.Artifact)).AsSpan().SequenceEqual(digest);
        }
        catch (ParDefException)
        {
            after = !repairable && SHA256.HashData(InputFile.Read(folder.Artifact)).AsSpan().SequenceEqual(damaged);
        }

        var geometry = PublicHeader.Read(original).Layout.Geometry;
        return new SurvivalResult(
            report.Status == expected && after,
            geometry.PayloadPages + geometry.ParityPages,
            report.Damage?.PagesBad ?? 0,
            report.Damage?.BitsWrong ?? 0);
    }

    /// <summary>Bursts of random bytes, one after the other, each on the whole file under the same key. Only repaired, not verified first.</summary>
    /// <param name="model">The ONNX file.</param>
    /// <param name="length">Bytes a burst.</param>
    /// <param name="offsets">Where each begins.</param>
    /// <param name="seed">What they are overwritten with.</param>
    public static SurvivalResult RunBursts(byte[] model, int length, int[] offsets, ulong seed)
    {
        using var folder = new TemporaryFolder();
        using var key = MasterKey.Generate();
        byte[] original = Protector.Protect(model, key, new ProtectOptions { Id = "survival" }).Content;
        byte[] digest = SHA256.HashData(original);
        var geometry = PublicHeader.Read(original).Layout.Geometry;
        var random = new SeededRandom(seed);
        bool survived = true;
        int pages = 0;
        long bits = 0;
        foreach (int offset in offsets)
        {
            // Weights in another order compress to a few bytes more or less, so that the file of one key may be a page shorter than that of another.
            int start = Math.Min(offset, original.Length - length);
            AtomicFile.Write(folder.Artifact, new Burst(length, Fill.Random, start).Apply(original, random), overwrite: true);
            try
            {
                var repaired = Repairer.Repair(InputFile.Read(folder.Artifact), key);
                AtomicFile.Write(folder.Artifact, repaired.Content.Span, overwrite: true);
                pages = Math.Max(pages, repaired.Damage.PagesBad);
                bits = Math.Max(bits, repaired.Damage.BitsWrong);
            }
            catch (ParDefException)
            {
                survived = false;
            }

            survived &= SHA256.HashData(InputFile.Read(folder.Artifact)).AsSpan().SequenceEqual(digest);
        }

        return new SurvivalResult(survived, geometry.PayloadPages + geometry.ParityPages, pages, bits);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("pardef-survival").FullName;

        public string Artifact => Path.Combine(_path, "model.pardef");

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}

/// <summary>Result of one trial.</summary>
internal sealed record SurvivalResult(bool AsItMustBe, int Pages, int PagesBad, long BitsWrong);

[JsonSerializable(typeof(SurvivalResult))]
internal sealed partial class SurvivalJson : JsonSerializerContext;
