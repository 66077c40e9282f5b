using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ParDef.Reparameterization.Keyed;

/// <summary>A stream of 32-bit words from a seed: AES-256 over a stream number and a counter, both little-endian 64-bit words.</summary>
internal sealed class KeyStream : IDisposable
{
    private const int BlockBytes = 16;
    private const int BufferBlocks = 64;

    private readonly Aes _aes = Aes.Create();
    private readonly ulong _number;
    private readonly byte[] _words = new byte[BufferBlocks * BlockBytes];
    private ulong _counter;
    private int _position = BufferBlocks * BlockBytes;

    /// <summary>Opens one of the streams of a seed.</summary>
    public KeyStream(ReadOnlySpan<byte> seed, ulong number)
    {
        _aes.SetKey(seed);
        _number = number;
    }

    public uint NextWord()
    {
        if (_position == _words.Length)
        {
            Refill();
        }

        uint word = BinaryPrimitives.ReadUInt32LittleEndian(_words.AsSpan(_position));
        _position += sizeof(uint);
        return word;
    }

    /// <summary>A number below <paramref name="bound"/>, each as likely: words from the incomplete last round of the range are drawn again.</summary>
    public int Below(int bound)
    {
        ulong limit = (1UL << 32) - ((1UL << 32) % (uint)bound);
        uint word;
        do
        {
            word = NextWord();
        }
        while (word >= limit);
        return (int)(word % (uint)bound);
    }

    public void Dispose() => _aes.Dispose();

    private void Refill()
    {
        Span<byte> counters = stackalloc byte[BufferBlocks * BlockBytes];
        for (int block = 0; block < BufferBlocks; block++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(counters[(block * BlockBytes)..], _number);
            BinaryPrimitives.WriteUInt64LittleEndian(counters[(block * BlockBytes + sizeof(ulong))..], _counter++);
        }

        _aes.EncryptEcb(counters, _words, PaddingMode.None);
        _position = 0;
    }
}
