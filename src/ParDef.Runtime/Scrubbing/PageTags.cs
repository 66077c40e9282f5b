using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using ParDef.Runtime.Scrubbing.Kernels;

namespace ParDef.Runtime.Scrubbing;

/// <summary>
/// The tag of a page: its hash XOR AES-256 of its number, under two keys drawn for one scrubber. The mask binds a tag to its page, and hides the hash from a reader of the table, whom it would tell the hash key.
/// A page has one right content for as long as a scrubber lives, so no mask covers two hashes and no generation is needed. Not for several threads at once.
/// </summary>
internal sealed class PageTags : IDisposable
{
    /// <summary>Most pages whose masks are computed at once.</summary>
    public const int BatchPages = 64;

    private const int BlockBytes = 16;

    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _numbers = new byte[BatchPages * BlockBytes];
    private readonly ChecksumKernel _kernel;

    public PageTags(ChecksumKernel kernel)
    {
        _kernel = kernel;
        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        _aes.SetKey(key);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>The key of the hash.</summary>
    public ChecksumKey Key { get; } = new();

    /// <summary>Masks of up to <see cref="BatchPages"/> pages.</summary>
    public void Masks(ReadOnlySpan<int> pages, Span<Vector128<ulong>> masks)
    {
        var numbers = _numbers.AsSpan(0, pages.Length * BlockBytes);
        numbers.Clear();
        for (int i = 0; i < pages.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(numbers[(i * BlockBytes)..], pages[i]);
        }

        _aes.EncryptEcb(numbers, MemoryMarshal.AsBytes(masks[..pages.Length]), PaddingMode.None);
    }

    /// <summary>Tag of a page under its mask.</summary>
    public Vector128<ulong> Tag(ReadOnlySpan<byte> content, Vector128<ulong> mask) => _kernel.Hash(content, Key.Bytes) ^ mask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _aes.Dispose();
        Key.Dispose();
    }
}
