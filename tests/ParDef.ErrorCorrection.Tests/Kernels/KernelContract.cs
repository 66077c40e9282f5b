using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorCorrection.Tests.Samples;

namespace ParDef.ErrorCorrection.Tests.Kernels;

/// <summary>What every kernel set must do: the same as the plain reference, bit for bit, for every lifting size.</summary>
public abstract class KernelContract(KernelSet set)
{
    public static TheoryData<int> BlockSizes => [64, 128, 256, 512];

    private ChainKernels Kernels
    {
        get
        {
            Assert.SkipUnless(set.IsSupported, $"this machine lacks {set.Name}");
            return set.Kernels;
        }
    }

    private SoftKernels Soft
    {
        get
        {
            Assert.SkipUnless(set.IsSupported, $"this machine lacks {set.Name}");
            return set.Soft;
        }
    }

    private static ChainKernels Reference => KernelSet.Scalar.Kernels;

    private static Chain Graph(int blockBytes) => Chain.Of(27, blockBytes, 5);

    private static byte[] RandomImage(Chain chain, ulong seed)
    {
        byte[] image = new SeededStream(seed).Bytes(chain.Columns * 2 * chain.BlockBytes);
        for (int column = 0; column < chain.Columns; column++)
        {
            Reference.Mirror(chain, image, column);
        }

        return image;
    }

    [Theory]
    [MemberData(nameof(BlockSizes))]
    public void Mirrors_as_the_reference(int blockBytes)
    {
        var chain = Graph(blockBytes);
        byte[] expected = new SeededStream(1).Bytes(chain.Columns * 2 * blockBytes);
        byte[] actual = [.. expected];
        for (int column = 0; column < chain.Columns; column++)
        {
            Reference.Mirror(chain, expected, column);
            Kernels.Mirror(chain, actual, column);
        }

        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(BlockSizes))]
    public void Spreads_as_the_reference(int blockBytes)
    {
        var chain = Graph(blockBytes);
        byte[] blocks = new SeededStream(10).Bytes(7 * blockBytes);
        byte[] expected = new SeededStream(11).Bytes(9 * 2 * blockBytes);
        byte[] actual = [.. expected];
        Reference.Spread(chain, blocks, expected);
        Kernels.Spread(chain, blocks, actual);
        Assert.Equal(expected, actual);
        Assert.Equal(blocks.AsSpan(6 * blockBytes), actual.AsSpan(6 * 2 * blockBytes, blockBytes));
    }

    [Theory]
    [MemberData(nameof(BlockSizes))]
    public void Encodes_as_the_reference(int blockBytes)
    {
        var chain = Graph(blockBytes);
        byte[] expected = RandomImage(chain, 2);
        byte[] actual = [.. expected];
        for (int row = 0; row < chain.Rows; row++)
        {
            Reference.EncodeRow(chain, expected, 0, row);
            Kernels.EncodeRow(chain, actual, 0, row);
        }

        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(BlockSizes))]
    public void Encodes_in_a_part_of_an_image(int blockBytes)
    {
        var chain = Graph(blockBytes);
        byte[] expected = RandomImage(chain, 2);
        for (int section = 2; section < chain.Sections + CodeGeometry.TailSections; section++)
        {
            int first = chain.FirstColumn(section - 2);
            byte[] part = expected[(first * 2 * blockBytes)..];
            for (int row = section * CodeGeometry.ParityBlocks; row < (section + 1) * CodeGeometry.ParityBlocks; row++)
            {
                Reference.EncodeRow(chain, expected, 0, row);
                Kernels.EncodeRow(chain, part, first, row);
            }

            Assert.Equal(expected[(first * 2 * blockBytes)..], part);
        }
    }

    [Theory]
    [MemberData(nameof(BlockSizes))]
    public void Finds_the_syndrome_of_the_reference(int blockBytes)
    {
        var chain = Graph(blockBytes);
        byte[] image = RandomImage(chain, 3);
        var expected = new byte[chain.Rows * 2 * blockBytes];
        var actual = new byte[chain.Rows * 2 * blockBytes];
        for (int row = 0; row < chain.Rows; row++)
        {
            Assert.Equal(Reference.Syndrome(chain, image, expected, row), Kernels.Syndrome(chain, image, actual, row));
        }

        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(BlockSizes))]
    public void Sums_rows_as_the_reference(int blockBytes)
    {
        var chain = Graph(blockBytes);
        byte[] image = RandomImage(chain, 4);
        var expected = new byte[blockBytes];
        var actual = new byte[blockBytes];
        for (int row = 0; row < chain.Rows; row++)
        {
            Reference.SumRow(chain, image, row, expected);
            Kernels.SumRow(chain, image, row, actual);
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(BlockSizes))]
    public void Flips_as_the_reference(int blockBytes)
    {
        var chain = Graph(blockBytes);
        byte[] received = new SeededStream(5).Bytes(chain.Columns * blockBytes);
        byte[] syndrome = new SeededStream(6).Bytes(chain.Rows * 2 * blockBytes);
        foreach (bool strict in (bool[])[true, false])
        {
            byte[] expected = RandomImage(chain, 7);
            byte[] actual = [.. expected];
            byte[] before = [.. expected];
            for (int column = 0; column < chain.Columns; column++)
            {
                Reference.FlipColumn(chain, expected, received, syndrome, column, strict);
                Kernels.FlipColumn(chain, actual, received, syndrome, column, strict);
            }

            Assert.Equal(expected, actual);
            Assert.NotEqual(before, actual);
        }
    }

    [Theory]
    [MemberData(nameof(BlockSizes))]
    public void Counts_erasures_as_the_reference(int blockBytes)
    {
        var chain = Graph(blockBytes);
        var random = new SeededStream(8);
        var erased = new byte[chain.Columns * 2 * blockBytes];
        for (int column = 0; column < chain.Columns; column++)
        {
            for (int j = 0; j < blockBytes; j++)
            {
                byte mark = (byte)(random.Below(20) == 0 ? 1 : 0);
                erased[column * 2 * blockBytes + j] = mark;
                erased[column * 2 * blockBytes + blockBytes + j] = mark;
            }
        }

        var expected = new byte[blockBytes];
        var actual = new byte[blockBytes];
        for (int row = 0; row < chain.Rows; row++)
        {
            Assert.Equal(Reference.CountErased(chain, erased, row, expected), Kernels.CountErased(chain, erased, row, actual));
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(BlockSizes))]
    public void Updates_soft_rows_as_the_reference(int blockBytes)
    {
        // K = 51 has the longest rows; the tail and the first sections the shortest.
        foreach (int informationBlocks in (int[])[5, 51])
        {
            var chain = Chain.Of(informationBlocks, blockBytes, 3);
            byte[] expected = RandomPosteriors(chain, 9);
            byte[] actual = [.. expected];
            for (int row = 0; row < chain.Rows; row++)
            {
                var messages = new byte[chain.RowEdges(row).Length * 8 * blockBytes];
                byte[] sameMessages = [.. messages];

                // The second time takes back what the first has added.
                for (int sweep = 0; sweep < 2; sweep++)
                {
                    int unsatisfied = KernelSet.Scalar.Soft.UpdateRow(chain, row, expected, messages, new byte[SoftKernels.ScratchBytes]);
                    Assert.Equal(unsatisfied, Soft.UpdateRow(chain, row, actual, sameMessages, new byte[SoftKernels.ScratchBytes]));
                    Assert.Equal(messages, sameMessages);
                    Assert.Equal(expected, actual);
                }
            }
        }
    }

    /// <summary>Mostly sure bits, as rows of many edges need, and every value somewhere; each pad repeats the start of its block.</summary>
    private static byte[] RandomPosteriors(Chain chain, ulong seed)
    {
        var random = new SeededStream(seed);
        int lanes = 8 * chain.BlockBytes;
        var posteriors = new byte[chain.Columns * SoftKernels.Stride(chain)];
        for (int column = 0; column < chain.Columns; column++)
        {
            var block = posteriors.AsSpan(column * SoftKernels.Stride(chain), SoftKernels.Stride(chain));
            for (int n = 0; n < lanes; n++)
            {
                int value = random.Below(8) == 0 ? random.Below(256) : 20 + random.Below(108);
                block[n] = (byte)(random.Below(2) == 0 ? value : -value);
            }

            block[..SoftKernels.Pad].CopyTo(block[lanes..]);
        }

        return posteriors;
    }
}

public sealed class PortableKernelTests() : KernelContract(KernelSet.Portable);

public sealed class Avx2KernelTests() : KernelContract(KernelSet.Avx2);

public sealed class Avx512KernelTests() : KernelContract(KernelSet.Avx512);

public sealed class Avx512VbmiKernelTests() : KernelContract(KernelSet.Avx512Vbmi);
