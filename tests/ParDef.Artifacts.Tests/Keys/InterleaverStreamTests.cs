using System.Buffers.Binary;
using System.Security.Cryptography;
using ParDef.Artifacts.Keys;

namespace ParDef.Artifacts.Tests.Keys;

public class InterleaverStreamTests
{
    [Fact]
    public void Words_are_those_of_the_document()
    {
        using var key = LockedMemory.Of(SHA256.HashData("stream"u8));
        var stream = InterleaverStream.Under(key)(5);
        using var aes = Aes.Create();
        aes.SetKey(key.Span);
        for (ulong counter = 0; counter < 200; counter++)
        {
            var block = new byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(block, 5);
            BinaryPrimitives.WriteUInt64LittleEndian(block.AsSpan(8), counter);
            byte[] expected = aes.EncryptEcb(block, PaddingMode.None);
            for (int word = 0; word < 4; word++)
            {
                Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian(expected.AsSpan(4 * word)), stream.NextWord());
            }
        }
    }

    [Fact]
    public void Streams_of_other_numbers_or_keys_differ()
    {
        using var key = LockedMemory.Of(SHA256.HashData("stream"u8));
        uint first = InterleaverStream.Under(key)(0).NextWord();
        Assert.NotEqual(first, InterleaverStream.Under(key)(1).NextWord());
        using var other = LockedMemory.Of(SHA256.HashData("other"u8));
        Assert.NotEqual(first, InterleaverStream.Under(other)(0).NextWord());
    }
}
