using System.Buffers.Binary;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Protecting;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Fuzz.Harnesses;

/// <summary>
/// A hostile holder of the key: the input becomes a payload that is sealed properly, so that the manifest, block and tensor parsers
/// behind the tags are reached. Input: manifest's stored length (u16), its length (u16), little endian, then the payload.
/// </summary>
internal static class SealedHarness
{
    /// <summary>Bytes before the payload.</summary>
    public const int PrefixBytes = 4;

    public static void Run(byte[] input)
    {
        if (input.Length <= PrefixBytes)
        {
            return;
        }

        int stored = BinaryPrimitives.ReadUInt16LittleEndian(input);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(input.AsSpan(2));
        var payload = new PackedPayload(input[PrefixBytes..], stored, length);
        byte[] artifact = Protector.Seal(payload, KnownKey.Master, Redundancy.Low, CancellationToken.None);
        try
        {
            OpenedArtifact.Open(artifact, KnownKey.Master, OpenPolicy.Strict).RestoreModel();
        }
        catch (ParDefException refusal) when (refusal.Code is ErrorCode.Forged or ErrorCode.Unsupported)
        {
            // Authentic and still not of this format: the documented answer.
        }
    }
}
