using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ParDef.IndependentDecoder;
using ParDef.IndependentDecoder.Keys;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Tests;

/// <summary>The second decoder as a reader of vectors.</summary>
internal static class SecondDecoder
{
    public static Outcome Read(Vector vector)
    {
        try
        {
            var decoded = IndependentDecoder.Decoder.Decode(vector.Artifact, KeyText.Read(Encoding.UTF8.GetBytes(vector.Key)));
            new IdentityDemand(vector.DemandId, vector.DemandRevision, State(vector.State)).Check(decoded);
            var files = decoded.Files.Select(file => (Encoding.UTF8.GetString(file.Name), (long)file.Length));
            return new Outcome(decoded.Clean ? "clean" : "repaired", Sha256(decoded.Source), Outcome.Files(files), Sha256(decoded.Artifact));
        }
        catch (RefusedException refusal)
        {
            return Outcome.Refused(refusal.Verdict);
        }
    }

    private static (string Id, ulong Revision, byte[] ContentDigest)? State(string? json)
    {
        if (json is null)
        {
            return null;
        }

        var state = JsonDocument.Parse(json).RootElement;
        return (state.GetProperty("id").GetString()!, state.GetProperty("revision").GetUInt64(), Convert.FromHexString(state.GetProperty("content_digest").GetString()!));
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
