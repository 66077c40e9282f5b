using System.Security.Cryptography;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Protecting;

namespace ParDef.Evaluation.Demonstration;

/// <summary>
/// Somebody who knows the format, the program and the victim's file, but no key: makes a consistent artifact of a model of his own and gives it the victim's
/// key id, with every unkeyed check right (offsets: docs/format.md section 4).
/// </summary>
internal static class Forger
{
    private const int CopyBytes = 192;
    private const int KeyId = 40;
    private const int KeyIdBytes = 8;
    private const int Check = 152;

    /// <summary>An artifact that names the victim's key.</summary>
    public static byte[] Rewrite(byte[] victim, byte[] model, ProtectOptions options, CancellationToken cancellation)
    {
        using var own = MasterKey.Generate();
        byte[] forged = Protector.Protect(model, own, options, cancellation).Content;
        var layout = PublicHeader.Read(forged).Layout;
        byte[] copy = forged[..CopyBytes];
        victim.AsSpan(KeyId, KeyIdBytes).CopyTo(copy.AsSpan(KeyId));
        SHA256.HashData(copy.AsSpan(0, Check)).AsSpan(0, KeyIdBytes).CopyTo(copy.AsSpan(Check));
        foreach (int block in layout.HeaderOffsets)
        {
            for (int i = 0; i < layout.HeaderCopies; i++)
            {
                copy.CopyTo(forged, block + i * CopyBytes);
            }
        }

        return forged;
    }
}
