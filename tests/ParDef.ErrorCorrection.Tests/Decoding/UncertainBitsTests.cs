using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Decoding;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorCorrection.Tests.Samples;

namespace ParDef.ErrorCorrection.Tests.Decoding;

public class UncertainBitsTests
{
    private const int BlockBytes = 64;
    private static readonly Chain Graph = Chain.Of(27, BlockBytes, 20);

    /// <summary>A page in the first 64 data blocks, word by word in another order.</summary>
    private static readonly int[] Words = [.. Enumerable.Range(0, 512).Select(word => 16 * (word / 8) + (word * 3) % 8)];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void Wrong_bits_among_the_least_certain_are_found(int wrong)
    {
        byte[] right = new SeededStream(1).Bytes(4096);
        byte[] posteriors = Certain();
        byte[] page = [.. right];
        foreach (int bit in UncertainPlaces().Take(wrong))
        {
            page[bit / 8] ^= (byte)(1 << bit % 8);
        }

        MakeUncertain(posteriors);
        Assert.True(UncertainBits.TryComplete(Graph, Words, posteriors, page, proposed => proposed.AsSpan().SequenceEqual(right)));
        Assert.Equal(right, page);
    }

    [Fact]
    public void A_page_that_no_combination_completes_stays_as_it_was()
    {
        byte[] page = new SeededStream(2).Bytes(4096);
        byte[] before = [.. page];
        byte[] posteriors = Certain();
        MakeUncertain(posteriors);
        int asked = 0;
        Assert.False(UncertainBits.TryComplete(Graph, Words, posteriors, page, _ => asked++ < 0));
        Assert.Equal(before, page);
        Assert.Equal((1 << UncertainBits.Tried) - 1, asked);
    }

    private static byte[] Certain()
    {
        var posteriors = new byte[Graph.Columns * SoftKernels.Stride(Graph)];
        Array.Fill(posteriors, (byte)100);
        return posteriors;
    }

    private static IEnumerable<int> UncertainPlaces() => Enumerable.Range(0, UncertainBits.Tried).Select(i => 37 + 2711 * i);

    private static void MakeUncertain(byte[] posteriors)
    {
        foreach (int bit in UncertainPlaces())
        {
            int word = Words[bit / 64];
            int lane = bit % 8 * BlockBytes + 8 * (word % 16) + bit / 8 % 8;
            posteriors[word / 16 * SoftKernels.Stride(Graph) + lane] = unchecked((byte)-3);
        }
    }
}
