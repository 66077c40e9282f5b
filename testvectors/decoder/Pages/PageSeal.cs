using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ParDef.IndependentDecoder.Pages;

/// <summary>Encryption and tags of pages (section 9, clauses 1 and 2).</summary>
public static class PageSeal
{
    /// <summary>A payload page of 4,080 bytes of content.</summary>
    public static byte[] Seal(byte[] payloadKey, int page, ReadOnlySpan<byte> content)
    {
        var sealedPage = new byte[Layout.PageBytes];
        using var aes = new AesGcm(payloadKey, 16);
        aes.Encrypt(Nonce(page), content, sealedPage.AsSpan(0, Layout.PageContent), sealedPage.AsSpan(Layout.PageContent));
        return sealedPage;
    }

    /// <summary>The content of a payload page, or null if its tag is wrong.</summary>
    public static byte[]? Open(byte[] payloadKey, int page, ReadOnlySpan<byte> sealedPage)
    {
        var content = new byte[Layout.PageContent];
        using var aes = new AesGcm(payloadKey, 16);
        try
        {
            aes.Decrypt(Nonce(page), sealedPage[..Layout.PageContent], sealedPage[Layout.PageContent..], content);
            return content;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>The tag of a parity page.</summary>
    public static byte[] ParityTag(byte[] parityKey, int page, ReadOnlySpan<byte> parity)
    {
        var tag = new byte[16];
        using var aes = new AesGcm(parityKey, 16);
        aes.Encrypt(Nonce(page), [], [], tag, parity);
        return tag;
    }

    private static byte[] Nonce(int page)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(nonce, (ulong)page);
        return nonce;
    }
}
