using ParDef.Artifacts.Packing;

namespace ParDef.Artifacts.Tests.Packing;

public class BlockCodecTests
{
    private static ArraySegment<byte> Segment(ReadOnlyMemory<byte> memory) => memory.ToArray();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(1 << 20)]
    public void Blocks_survive_and_are_never_longer(int length)
    {
        var random = new Random(length);
        foreach (int spread in (int[])[1, 3, 256])
        {
            byte[] block = [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(spread))];
            foreach (var stream in Enum.GetValues<PayloadStream>())
            {
                var stored = BlockCodec.Encode(block, stream, BlockCompression.Auto);
                Assert.True(stored.Length <= block.Length);
                var back = new byte[length];
                Assert.True(BlockCodec.TryDecode(Segment(stored), back));
                Assert.Equal(block, back);
            }
        }
    }

    [Fact]
    public void Without_compression_a_block_is_itself()
    {
        byte[] block = new byte[1000];
        Assert.Equal(block, BlockCodec.Encode(block, PayloadStream.Integers, BlockCompression.None).ToArray());
    }

    [Fact]
    public void A_stream_of_another_length_is_refused()
    {
        var stored = BlockCodec.Encode(new byte[1000], PayloadStream.Skeleton, BlockCompression.Auto);
        Assert.False(BlockCodec.TryDecode(Segment(stored), new byte[1001]));
        Assert.False(BlockCodec.TryDecode(Segment(stored), new byte[999]));
        Assert.False(BlockCodec.TryDecode(Segment(stored[..^2]), new byte[1000]));
    }

    [Fact]
    public void A_bomb_is_not_inflated_beyond_the_length()
    {
        var stored = BlockCodec.Encode(new byte[50 << 20], PayloadStream.Skeleton, BlockCompression.Auto);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(BlockCodec.TryDecode(Segment(stored), new byte[1 << 20]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Garbage_is_refused()
    {
        byte[] garbage = new byte[500];
        new Random(1).NextBytes(garbage);
        Assert.False(BlockCodec.TryDecode(garbage, new byte[1000]));
    }
}
