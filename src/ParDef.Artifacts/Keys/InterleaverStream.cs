using System.Buffers.Binary;
using System.Security.Cryptography;
using ParDef.ErrorCorrection.Interleaving;

namespace ParDef.Artifacts.Keys;

/// <summary>One keyed stream of 32-bit words: AES-256 over a stream number and a counter (docs/format.md section 7).</summary>
internal sealed class InterleaverStream : KeyedStream
{
    private const int BlockBytes = 16;
    private const int BufferBlocks = 64;

    private readonly LockedMemory _key;
    private readonly ulong _number;
    private readonly byte[] _words = new byte[BufferBlocks * BlockBytes];
    private ulong _counter;
    private int _position = BufferBlocks * BlockBytes;

    private InterleaverStream(LockedMemory key, ulong number)
    {
        _key = key;
        _number = number;
    }

    /// <summary>All streams under one interleaver key, which must live as long as they.</summary>
    public static KeyedStreams Under(LockedMemory key) => number => new InterleaverStream(key, number);

    public override uint NextWord()
    {
        if (_position == _words.Length)
        {
            Refill();
        }

        uint word = BinaryPrimitives.ReadUInt32LittleEndian(_words.AsSpan(_position));
        _position += sizeof(uint);
        return word;
    }

    private void Refill()
    {
        Span<byte> counters = stackalloc byte[BufferBlocks * BlockBytes];
        for (int block = 0; block < BufferBlocks; block++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(counters[(block * BlockBytes)..], _number);
            BinaryPrimitives.WriteUInt64LittleEndian(counters[(block * BlockBytes + sizeof(ulong))..], _counter++);
        }

        using var aes = Aes.Create();
        aes.SetKey(_key.Span);
        aes.EncryptEcb(counters, _words, PaddingMode.None);
        _position = 0;
    }
}
