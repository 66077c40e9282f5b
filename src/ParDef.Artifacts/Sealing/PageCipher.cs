using System.Buffers.Binary;
using System.Security.Cryptography;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Keys;
using ParDef.ErrorCorrection;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Artifacts.Sealing;

/// <summary>Encrypts, opens and judges pages (docs/format.md sections 9.1 and 9.2). Safe for concurrent use.</summary>
/// <remarks>Not sealed, so that a test can take the tags away and show that nothing else stops a forger. Nothing under <c>src/</c> derives from it.</remarks>
/// <param name="key">Keys of the file; they must outlive this object.</param>
internal class PageCipher(FileKey key) : IPageJudge, IDisposable
{
    private const int NonceBytes = 12;
    private const int Content = FileLayout.PageContentBytes;
    private const int Page = CodeGeometry.PageBytes;

    // One cipher object may serve one thread at a time only.
    private readonly ThreadLocal<AesGcm> _payload = new(() => new AesGcm(key.Payload, FileLayout.TagBytes), trackAllValues: true);
    private readonly ThreadLocal<AesGcm> _parity = new(() => new AesGcm(key.Parity, FileLayout.TagBytes), trackAllValues: true);

    /// <summary>Encrypts a payload, the last page filled up with zeros, into whole pages.</summary>
    public void SealPayload(ReadOnlyMemory<byte> payload, Memory<byte> pages)
    {
        Parallel.For(0, pages.Length / Page, i =>
        {
            Span<byte> nonce = stackalloc byte[NonceBytes];
            Span<byte> content = stackalloc byte[Content];
            WriteNonce(nonce, i);
            var taken = payload.Span[(i * Content)..Math.Min(payload.Length, (i + 1) * Content)];
            taken.CopyTo(content);
            content[taken.Length..].Clear();
            var page = pages.Span.Slice(i * Page, Page);
            _payload.Value!.Encrypt(nonce, content, page[..Content], page[Content..]);
        });
    }

    /// <summary>Writes the tag of every parity page behind its content.</summary>
    public void SealParity(Memory<byte> pages)
    {
        Parallel.For(0, pages.Length / Page, i =>
        {
            Span<byte> nonce = stackalloc byte[NonceBytes];
            WriteNonce(nonce, i);
            var page = pages.Span.Slice(i * Page, Page);
            _parity.Value!.Encrypt(nonce, [], [], page[Content..], page[..Content]);
        });
    }

    /// <summary>Decrypts the page if its tag verifies; false, with content cleared, if not.</summary>
    public virtual bool TryOpen(int payloadPage, ReadOnlySpan<byte> page, Span<byte> content)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        WriteNonce(nonce, payloadPage);
        try
        {
            _payload.Value!.Decrypt(nonce, page[..Content], page[Content..], content);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool Accepts(int payloadPage, ReadOnlySpan<byte> page)
    {
        Span<byte> content = stackalloc byte[Content];
        return TryOpen(payloadPage, page, content);
    }

    /// <summary>True if the tag of a parity page verifies.</summary>
    public virtual bool AcceptsParity(int parityPage, ReadOnlySpan<byte> page)
    {
        Span<byte> nonce = stackalloc byte[NonceBytes];
        WriteNonce(nonce, parityPage);
        try
        {
            _parity.Value!.Decrypt(nonce, [], page[Content..], [], page[..Content]);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        foreach (var cipher in _payload.Values.Concat(_parity.Values))
        {
            cipher.Dispose();
        }

        _payload.Dispose();
        _parity.Dispose();
    }

    private static void WriteNonce(Span<byte> nonce, int page)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(nonce, (ulong)page);
    }
}
