using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Decoding;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorCorrection.Tests.Samples;

namespace ParDef.ErrorCorrection.Tests.Decoding;

public class SoftDecoderTests
{
    private const int BlockBytes = 64;
    private const int Sections = 20;

    private static readonly Chain Graph = Chain.Of(27, BlockBytes, Sections);

    /// <summary>Above the radius too, where the last bit of arithmetic would show.</summary>
    [Theory]
    [InlineData(0.015, true)]
    [InlineData(0.03, false)]
    public void All_kernel_sets_decide_alike(double share, bool isCorrected)
    {
        byte[] expected = Noise(share, 1);
        int sweeps = Run(KernelSet.Scalar, expected);
        Assert.Equal(isCorrected, !expected.AsSpan().ContainsAnyExcept((byte)0));
        foreach (var set in KernelSet.All.Where(set => set.IsSupported))
        {
            byte[] actual = Noise(share, 1);
            Assert.Equal(sweeps, Run(set, actual));
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Time_is_bounded_whatever_the_input(double share)
    {
        // One turn of the windows may go over the limit.
        const int turn = 8;
        Assert.InRange(Run(KernelSet.Default, Noise(share, 2)), 1, SoftDecoder.SweepsPerSection * (Sections + 2) + turn);
    }

    [Fact]
    public void Lost_words_come_back_from_certain_ones()
    {
        byte[] image = new byte[Graph.Columns * 2 * BlockBytes];
        byte[] magnitudes = new byte[image.Length];
        Array.Fill(magnitudes, (byte)127);
        var random = new SeededStream(3);
        for (int word = 0; word < Graph.Columns * BlockBytes / 8; word++)
        {
            if (random.Below(100) < 9)
            {
                int place = 2 * BlockBytes * (8 * word / BlockBytes) + 8 * word % BlockBytes;
                random.Bytes(8).CopyTo(image.AsSpan(place));
                magnitudes.AsSpan(place, 8).Fill(1);
            }
        }

        SoftDecoder.Run(Graph, KernelSet.Default, image, magnitudes, new SoftBuffers(Graph), TestContext.Current.CancellationToken);
        Assert.False(image.AsSpan().ContainsAnyExcept((byte)0));
    }

    private static int Run(KernelSet set, byte[] image)
    {
        byte[] magnitudes = new byte[image.Length];
        Array.Fill(magnitudes, (byte)24);
        return SoftDecoder.Run(Graph, set, image, magnitudes, new SoftBuffers(Graph), TestContext.Current.CancellationToken);
    }

    /// <summary>Flips over the zero word: the code is linear and the decoder symmetric.</summary>
    private static byte[] Noise(double share, ulong seed)
    {
        var random = new SeededStream(seed);
        byte[] image = new byte[Graph.Columns * 2 * BlockBytes];
        for (int i = 0; i < share * 8 * Graph.Columns * BlockBytes; i++)
        {
            image[2 * BlockBytes * random.Below(Graph.Columns) + random.Below(BlockBytes)] ^= (byte)(1 << random.Below(8));
        }

        return image;
    }
}
