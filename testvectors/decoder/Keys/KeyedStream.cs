using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ParDef.IndependentDecoder.Keys;

/// <summary>The keyed stream of one number (section 7).</summary>
public sealed class KeyedStream : IDisposable
{
    private readonly Aes _aes = Aes.Create();
    private readonly ulong _number;
    private ulong _block;
    private byte[] _words = [];
    private int _at;

    /// <summary>Starts a stream.</summary>
    public KeyedStream(byte[] interleaverKey, ulong number)
    {
        _aes.Key = interleaverKey;
        _number = number;
    }

    /// <summary>A number from 0 up to, not including, <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(((ulong)Next() * (ulong)bound) >> 32);

    /// <inheritdoc/>
    public void Dispose() => _aes.Dispose();

    private uint Next()
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
