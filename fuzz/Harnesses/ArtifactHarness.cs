using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Verifying;

namespace ParDef.Fuzz.Harnesses;

/// <summary>Artifact files as they come: header search, recovery, and the unverified look without a key.</summary>
internal static class ArtifactHarness
{
    public static void Run(byte[] input)
    {
        Verifier.Verify(input, KnownKey.Master);
        try
        {
            PublicHeader.Read(input);
        }
        catch (ParDefException)
        {
            // The documented answer.
        }
    }
}
