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
    public void Encodes_as_the_reference(int blockBytes)
    {
        var chain = Graph(blockBytes);
        byte[] expected = RandomImage(chain, 2);
        byte[] actual = [.. expected];
        for (int row = 0; row < chain.Rows; row++)
        {
            Reference.EncodeRow(chain, expected, row);
            Kernels.EncodeRow(chain, actual, row);
        }

        Assert.Equal(expected, actual);
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
}

public sealed class PortableKernelTests() : KernelContract(KernelSet.Portable);

public sealed class Avx2KernelTests() : KernelContract(KernelSet.Avx2);

public sealed class Avx512KernelTests() : KernelContract(KernelSet.Avx512);
