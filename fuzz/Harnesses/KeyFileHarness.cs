using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;

namespace ParDef.Fuzz.Harnesses;

/// <summary>Key files.</summary>
internal static class KeyFileHarness
{
    public static void Run(byte[] input)
    {
        try
        {
            KeyFile.IsMarked(input);
            using var key = KeyFile.Read(input, "the key file");
        }
        catch (ParDefException refusal) when (refusal.Code is ErrorCode.MalformedKey or ErrorCode.Unsupported)
        {
            // The documented answer.
        }
    }
}
