using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Decoding;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorCorrection.Tests.Samples;

namespace ParDef.ErrorCorrection.Tests.Decoding;

public class EliminationTests
{
    private const int BlockBytes = 64;
    private static readonly Chain Graph = Chain.Of(10, BlockBytes, 16);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Solves_what_peeling_leaves(ulong seed)
    {
        byte[] word = Codeword(seed);
        var (image, erased) = Erase(word, 0.34, seed);
        Peeling.Run(Graph, KernelSet.Default.Kernels, image, erased, TestContext.Current.CancellationToken);
        Assert.Contains((byte)1, erased);
        Elimination.Run(Graph, image, erased, TestContext.Current.CancellationToken);
        Assert.DoesNotContain((byte)1, erased);
        Assert.Equal(word, image);
    }

    [Fact]
    public void Changes_nothing_where_the_checks_do_not_determine_all()
    {
        var (image, erased) = Erase(Codeword(4), 0.45, 4);
        Peeling.Run(Graph, KernelSet.Default.Kernels, image, erased, TestContext.Current.CancellationToken);
        byte[] before = [.. image], marks = [.. erased];
        Elimination.Run(Graph, image, erased, TestContext.Current.CancellationToken);
        Assert.Equal(before, image);
        Assert.Equal(marks, erased);
    }

    [Fact]
    public void Independent_equations_are_solved_and_dependent_ones_ignored()
    {
        var equations = new BitEquations(3);
        foreach (ulong row in (ulong[])[0b1011, 0b0011, 0b1000 ^ 0b1000, 0b0110])
        {
            equations.Add([row]);
        }

        // x0 + x1 = 1, x0 + x1 = 0 contradict each other in the known side only, so the second adds nothing; x1 + x2 = 0.
        Assert.Equal(2, equations.Rank);
        equations.Add([0b0100]);
        Assert.Equal(3, equations.Rank);
        Assert.Equal([true, false, false], equations.Solve());
    }

    private static (byte[] Image, byte[] Erased) Erase(byte[] word, double share, ulong seed)
    {
        var random = new SeededStream(seed);
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

        return (image, erased);
    }

    private static byte[] Codeword(ulong seed)
    {
        var random = new SeededStream(seed + 100);
        var image = new byte[Graph.Columns * 2 * BlockBytes];
        foreach (int column in Graph.InformationColumns)
        {
            random.Bytes(BlockBytes).CopyTo(image, column * 2 * BlockBytes);
            KernelSet.Scalar.Kernels.Mirror(Graph, image, column);
        }

        for (int row = 0; row < Graph.Rows; row++)
        {
            KernelSet.Scalar.Kernels.EncodeRow(Graph, image, 0, row);
        }

        return image;
    }
}
