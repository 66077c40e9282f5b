using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorCorrection.Tests.Samples;

namespace ParDef.ErrorCorrection.Tests.Kernels;

/// <summary>The plain reference against the definition of the code, bit by bit.</summary>
public class ScalarKernelTests
{
    private const int BlockBytes = 64;
    private const int Bits = 8 * BlockBytes;
    private static readonly Chain Graph = Chain.Of(27, BlockBytes, 5);

    private static byte[] Encoded(ulong seed)
    {
        var image = new byte[Graph.Columns * 2 * BlockBytes];
        var random = new SeededStream(seed);
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

    /// <summary>Bit n of a block is bit n / Zb of byte n mod Zb; check bit n is the XOR of bits (n + s) mod Z.</summary>
    private static int[] Checks(byte[] image, Func<int, int, int>? shiftOf = null)
    {
        var table = CodeTable.For(27, BlockBytes);
        var checks = new int[Graph.Rows * Bits];
        for (int section = 0; section < Graph.Sections + 2; section++)
        {
            for (int block = section < Graph.Sections ? 0 : 27; block < 32; block++)
            {
                for (int rho = 0; rho < 5; rho++)
                {
                    bool data = section < Graph.Sections;
                    int delay = data ? table.Delay(rho, block) : table.TailDelay(section - Graph.Sections, block - 27, rho);
                    int shift = data ? table.Shift(rho, block) : table.TailShift(section - Graph.Sections, block - 27, rho);
                    shift = shiftOf?.Invoke(section, shift) ?? shift;
                    for (int n = 0; delay >= 0 && n < Bits; n++)
                    {
                        int bit = (n + shift) % Bits;
                        int value = image[Graph.Column(section, block) * 2 * BlockBytes + bit % BlockBytes] >> bit / BlockBytes & 1;
                        checks[((section + delay) * 5 + rho) * Bits + n] ^= value;
                    }
                }
            }
        }

        return checks;
    }

    [Fact]
    public void An_encoded_chain_satisfies_every_check_of_the_definition()
    {
        Assert.DoesNotContain(1, Checks(Encoded(1)));
    }

    [Fact]
    public void A_wrong_shift_is_noticed()
    {
        Assert.Contains(1, Checks(Encoded(1), (section, shift) => section == 2 ? shift + 1 : shift));
    }

    [Fact]
    public void The_syndrome_is_that_of_the_definition()
    {
        byte[] image = new SeededStream(2).Bytes(Graph.Columns * 2 * BlockBytes);
        for (int column = 0; column < Graph.Columns; column++)
        {
            KernelSet.Scalar.Kernels.Mirror(Graph, image, column);
        }

        int[] expected = Checks(image);
        var syndrome = new byte[Graph.Rows * 2 * BlockBytes];
        for (int row = 0; row < Graph.Rows; row++)
        {
            KernelSet.Scalar.Kernels.Syndrome(Graph, image, syndrome, row);
            for (int n = 0; n < Bits; n++)
            {
                int actual = syndrome[row * 2 * BlockBytes + BlockBytes + n % BlockBytes] >> n / BlockBytes & 1;
                Assert.Equal(expected[row * Bits + n], actual);
            }
        }
    }

    [Fact]
    public void The_code_is_linear()
    {
        byte[] one = Encoded(3), other = Encoded(4);
        Assert.DoesNotContain(1, Checks([.. one.Zip(other, (a, b) => (byte)(a ^ b))]));
    }
}
