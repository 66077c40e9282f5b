using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ParDef.IndependentDecoder.Keys;

/// <summary>The stream of one number under a key (sections 7 and 11a).</summary>
public sealed class KeyedStream : IDisposable
{
    private readonly Aes _aes = Aes.Create();
    private readonly ulong _number;
    private ulong _block;
    private byte[] _words = [];
    private int _at;

    /// <summary>Starts a stream.</summary>
    public KeyedStream(byte[] key, ulong number)
    {
        _aes.Key = key;
        _number = number;
    }

    /// <summary>A number from 0 up to, not including, <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(((ulong)Next() * (ulong)bound) >> 32);

    /// <summary>A number from 0 up to, not including, <paramref name="bound"/>, each as likely as the other.</summary>
    public int Pick(int bound)
    {
        ulong end = (1UL << 32) - ((1UL << 32) % (ulong)bound);
        uint word;
        do
        {
            word = Next();
        }
        while (word >= end);
        return (int)(word % (uint)bound);
    }

    /// <inheritdoc/>
    public void Dispose() => _aes.Dispose();

    /// <summary>The next word.</summary>
    public uint Next()
    {
        if (_at == _words.Length)
        {
            var input = new byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(input, _number);
            BinaryPrimitives.WriteUInt64LittleEndian(input.AsSpan(8), _block++);
            _words = _aes.EncryptEcb(input, PaddingMode.None);
            _at = 0;
        }

        uint word = BinaryPrimitives.ReadUInt32LittleEndian(_words.AsSpan(_at));
        _at += 4;
        return word;
    }
}
