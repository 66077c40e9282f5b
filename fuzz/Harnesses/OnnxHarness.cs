using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Onnx.Reading;

namespace ParDef.Fuzz.Harnesses;

/// <summary>Model files. What is read as a model must come back from an artifact as the identical file.</summary>
internal static class OnnxHarness
{
    private static readonly ProtectOptions Options = new() { Id = "fuzz", Lossless = true };

    public static void Run(byte[] input)
    {
        try
        {
            OnnxModel.Read(input);
        }
        catch (OnnxFormatException)
        {
            return;
        }

        byte[] artifact;
        try
        {
            artifact = Protector.Protect(input, KnownKey.Master, Options).Content;
        }
        catch (ParDefException refusal) when (refusal.Code == ErrorCode.Unsupported)
        {
            return;
        }

        if (!OpenedArtifact.Open(artifact, KnownKey.Master, OpenPolicy.Strict).RestoreModel().AsSpan().SequenceEqual(input))
        {
            throw new InvalidOperationException("a lossless artifact gave back another file");
        }
    }
}
