using System.Security.Cryptography;
using System.Text;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Identity;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Repairing;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Tests;

/// <summary>The product as a reader of vectors.</summary>
internal static class Product
{
    public static Outcome Read(Vector vector)
    {
        string state = Path.GetTempFileName();
        try
        {
            using var master = KeyFile.Read(Encoding.UTF8.GetBytes(vector.Key), "the key");
            var opened = OpenedArtifact.Open(vector.Artifact, master, OpenPolicy.Repairing);
            File.WriteAllText(state, vector.State);
            new IdentityPolicy
            {
                ExpectId = vector.DemandId,
                MinRevision = vector.DemandRevision,
                StateFile = vector.State is null ? null : state,
            }.Check(opened.Identity);
            var restored = opened.RestoreFiles();
            byte[] source = [.. restored.Model.Span, .. restored.External.SelectMany(file => file.Content.ToArray())];
            var files = restored.External.Select(file => (file.Name, (long)file.Content.Length));
            var repaired = Repairer.Repair(vector.Artifact, master);
            return new Outcome(repaired.Damage.IsClean ? "clean" : "repaired", Sha256(source), Outcome.Files(files), Sha256(repaired.Content.Span));
        }
        catch (ParDefException refusal)
        {
            return Outcome.Refused(refusal.Code.Text());
        }
        finally
        {
            File.Delete(state);
        }
    }

    private static string Sha256(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
