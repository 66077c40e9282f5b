using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Decoding;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorCorrection.Tests.Samples;

namespace ParDef.ErrorCorrection.Tests.Decoding;

public class PeelingTests
{
    private const int BlockBytes = 64;
    private static readonly Chain Graph = Chain.Of(27, BlockBytes, 8);

    /// <summary>The plain reference: look at every check byte again and again until nothing changes.</summary>
    private static void PeelSlowly(byte[] image, byte[] erased)
    {
        for (bool progress = true; progress;)
        {
            progress = false;
            for (int row = 0; row < Graph.Rows; row++)
            {
                for (int j = 0; j < BlockBytes; j++)
                {
                    var unknown = Graph.RowEdges(row).ToArray().Where(edge => erased[edge + j] == 1).ToList();
                    if (unknown.Count != 1)
                    {
                        continue;
                    }

                    byte value = 0;
                    foreach (int edge in Graph.RowEdges(row))
                    {
                        value ^= edge == unknown[0] ? (byte)0 : image[edge + j];
                    }

                    int column = (unknown[0] + j) / (2 * BlockBytes);
                    int position = (unknown[0] + j) % (2 * BlockBytes);
                    int start = column * 2 * BlockBytes;
                    int place = start + position % BlockBytes;
                    image[place] = position < BlockBytes ? value : (byte)(value << 1 | value >> 7);
                    image[place + BlockBytes] = (byte)(image[place] >> 1 | image[place] << 7);
                    erased[place] = erased[place + BlockBytes] = 0;
                    progress = true;
                }
            }
        }
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.10)]
    [InlineData(0.13)]
    [InlineData(0.30)]
    public void Solves_what_the_plain_reference_solves(double share)
    {
        var random = new SeededStream((ulong)(1000 * share));
        byte[] word = Codeword(random);
        byte[] image = [.. word];
        var erased = new byte[image.Length];
        for (int column = 0; column < Graph.Columns; column++)
        {
            for (int j = 0; j < BlockBytes; j++)
            {
                if (random.Below(1000) < 1000 * share)
                {
                    int place = column * 2 * BlockBytes + j;
                    erased[place] = erased[place + BlockBytes] = 1;
                    image[place] = image[place + BlockBytes] = 0;
                }
            }
        }

        byte[] slowImage = [.. image], slowErased = [.. erased];
        PeelSlowly(slowImage, slowErased);
        Peeling.Run(Graph, KernelSet.Default.Kernels, image, erased, TestContext.Current.CancellationToken);
        Assert.Equal(slowErased, erased);
        Assert.Equal(slowImage, image);
        if (share <= 0.10)
        {
            Assert.Equal(word, image);
        }
        else if (share >= 0.30)
        {
            Assert.Contains((byte)1, erased);
        }
    }

    private static byte[] Codeword(SeededStream random)
    {
        var kernels = KernelSet.Scalar.Kernels;
        var image = new byte[Graph.Columns * 2 * BlockBytes];
        foreach (int column in Graph.InformationColumns)
        {
            random.Bytes(BlockBytes).CopyTo(image, column * 2 * BlockBytes);
            kernels.Mirror(Graph, image, column);
        }

        for (int row = 0; row < Graph.Rows; row++)
        {
            kernels.EncodeRow(Graph, image, 0, row);
        }

        return image;
    }
}
