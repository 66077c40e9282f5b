using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Security.Cryptography;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Sealing;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Attacks.Tests.Forgeries;

/// <summary>
/// The control: a cipher that decrypts and never looks at a tag. A forger whom it does not fool proves nothing by being refused. It lives outside of <c>src/</c>,
/// so no build of the product has it.
/// </summary>
internal sealed class UncheckedCipher(FileKey key) : PageCipher(key)
{
    private readonly byte[] _payloadKey = [.. key.Payload];

    public override bool TryOpen(int payloadPage, ReadOnlySpan<byte> page, Span<byte> content)
    {
        Span<byte> nonce = stackalloc byte[12];
        nonce.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(nonce, (ulong)payloadPage);
        Span<byte> stream = stackalloc byte[FileLayout.PageContentBytes];
        Span<byte> tag = stackalloc byte[CodeGeometry.PageBytes - FileLayout.PageContentBytes];
        stream.Clear();

        // Zeros encrypted are the key stream itself.
        using var aes = new AesGcm(_payloadKey, tag.Length);
        aes.Encrypt(nonce, stream, content, tag);
        TensorPrimitives.Xor(content, page[..FileLayout.PageContentBytes], content);
        return true;
    }

    public override bool AcceptsParity(int parityPage, ReadOnlySpan<byte> page) => true;
}
