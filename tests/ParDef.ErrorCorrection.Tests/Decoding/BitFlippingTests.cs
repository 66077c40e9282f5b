using System.Numerics;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Decoding;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorCorrection.Tests.Samples;

namespace ParDef.ErrorCorrection.Tests.Decoding;

public class BitFlippingTests
{
    private const int BlockBytes = 64;
    private static readonly Chain Graph = Chain.Of(27, BlockBytes, 20);

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.004)]
    [InlineData(0.03)]
    public void Decides_as_the_plain_reference(double share)
    {
        var received = Noise(share, 3);
        var image = Image(received);
        int rounds = Run(received, image);
        var (expected, expectedRounds) = FlipSlowly(received);
        Assert.Equal(expectedRounds, rounds);
        for (int column = 0; column < Graph.Columns; column++)
        {
            Assert.Equal(expected.AsSpan(column * BlockBytes, BlockBytes), image.AsSpan(2 * column * BlockBytes, BlockBytes));
        }
    }

    [Fact]
    public void Corrects_four_in_a_thousand_and_gives_up_on_thirty()
    {
        Assert.Equal(0, WrongInformationBits(Decoded(0.004)));
        Assert.NotEqual(0, WrongInformationBits(Decoded(0.03)));
    }

    [Fact]
    public void A_long_chain_is_corrected_stretch_by_stretch()
    {
        var chain = Chain.Of(27, BlockBytes, 150);
        var random = new SeededStream(9);
        var received = new byte[chain.Columns * BlockBytes];
        for (int i = 0; i < 0.004 * 8 * received.Length; i++)
        {
            received[random.Below(received.Length)] ^= (byte)(1 << random.Below(8));
        }

        var image = new byte[chain.Columns * 2 * BlockBytes];
        for (int column = 0; column < chain.Columns; column++)
        {
            received.AsSpan(column * BlockBytes, BlockBytes).CopyTo(image.AsSpan(2 * column * BlockBytes));
            KernelSet.Default.Kernels.Mirror(chain, image, column);
        }

        int rounds = BitFlipping.Run(
            chain, KernelSet.Default.Kernels, image, received, new byte[chain.Rows * 2 * BlockBytes], 60, TestContext.Current.CancellationToken);
        int wrong = Enumerable.Range(0, chain.Columns * BlockBytes)
            .Sum(i => System.Numerics.BitOperations.PopCount(image[2 * BlockBytes * (i / BlockBytes) + i % BlockBytes]));
        Assert.InRange(wrong, 0, 8);
        Assert.InRange(rounds, 0, 10);
    }

    [Fact]
    public void A_wrong_bit_that_only_the_tail_checks_stays_visible()
    {
        // This block has no edge of delay 0, so in the last section all its checks are tail checks.
        var table = CodeTable.For(27, BlockBytes);
        int block = Enumerable.Range(0, 27).First(block => Enumerable.Range(0, 5).All(rho => table.Delay(rho, block) > 0));
        int wrong = Graph.Column(Graph.Sections - 1, block);
        var received = new byte[Graph.Columns * BlockBytes];
        received[wrong * BlockBytes + 5] = 1;

        // Tail bits that hide two of its five checks from the vote.
        foreach (int row in Graph.ColumnRows(wrong)[..2])
        {
            int shift = row * 2 * BlockBytes + BlockBytes - Graph.ColumnEdges(wrong)[Graph.ColumnRows(wrong).IndexOf(row)];
            int parityBit = (5 - shift + Graph.ParityShift(row) + 8 * BlockBytes) % (8 * BlockBytes);
            received[Graph.ParityColumn(row) * BlockBytes + parityBit % BlockBytes] ^= (byte)(1 << parityBit / BlockBytes);
        }

        var image = Image(received);
        Run(received, image);
        var syndrome = new byte[Graph.Rows * 2 * BlockBytes];
        int weight = Enumerable.Range(0, Graph.Rows).Sum(row => KernelSet.Scalar.Kernels.Syndrome(Graph, image, syndrome, row));
        Assert.True(WrongInformationBits(image) == 0 || weight > 0, "wrong, and no check says so");
    }

    private static byte[] Decoded(double share)
    {
        var received = Noise(share, 7);
        var image = Image(received);
        Run(received, image);
        return image;
    }

    private static int Run(byte[] received, byte[] image) => BitFlipping.Run(
        Graph, KernelSet.Default.Kernels, image, received, new byte[Graph.Rows * 2 * BlockBytes], 60, TestContext.Current.CancellationToken);

    /// <summary>Flips over the zero word; the code is linear and the rules look at syndromes and changes only.</summary>
    private static byte[] Noise(double share, ulong seed)
    {
        var random = new SeededStream(seed);
        var received = new byte[Graph.Columns * BlockBytes];
        for (int i = 0; i < share * 8 * received.Length; i++)
        {
            received[random.Below(received.Length)] ^= (byte)(1 << random.Below(8));
        }

        return received;
    }

    private static byte[] Image(byte[] blocks)
    {
        var image = new byte[2 * blocks.Length];
        for (int column = 0; column < Graph.Columns; column++)
        {
            blocks.AsSpan(column * BlockBytes, BlockBytes).CopyTo(image.AsSpan(2 * column * BlockBytes));
            KernelSet.Scalar.Kernels.Mirror(Graph, image, column);
        }

        return image;
    }

    private static int WrongInformationBits(byte[] image)
    {
        int wrong = 0;
        foreach (int column in Graph.InformationColumns)
        {
            foreach (byte value in image.AsSpan(2 * column * BlockBytes, BlockBytes))
            {
                wrong += BitOperations.PopCount(value);
            }
        }

        return wrong;
    }

    /// <summary>The plain reference: bits one by one, every check of every bit counted from the definition.</summary>
    private static (byte[] Blocks, int Rounds) FlipSlowly(byte[] received)
    {
        const int bits = 8 * BlockBytes;
        bool Bit(byte[] blocks, int column, int n) => (blocks[column * BlockBytes + n % BlockBytes] >> n / BlockBytes & 1) != 0;
        var edges = Enumerable.Range(0, Graph.Columns).Select(column => Graph.ColumnRows(column).ToArray()
            .Zip(Graph.ColumnEdges(column).ToArray(), (row, edge) => (Row: row, Shift: row * 2 * BlockBytes + BlockBytes - edge)).ToArray()).ToArray();
        byte[] now = [.. received];
        int best = int.MaxValue;
        int withoutGain = 0;
        int quiet = 0;
        for (int round = 0; ; round++)
        {
            var unsatisfied = new bool[Graph.Rows, bits];
            for (int column = 0; column < Graph.Columns; column++)
            {
                for (int n = 0; n < bits; n++)
                {
                    foreach (var (row, shift) in Bit(now, column, n) ? edges[column] : [])
                    {
                        unsatisfied[row, (n - shift + bits) % bits] ^= true;
                    }
                }
            }

            var wrong = unsatisfied.Cast<bool>().ToList();
            int weight = wrong.Count(check => check);
            bool quietNow = !wrong.Take(Graph.Sections * 5 * bits).Contains(true);
            if (weight == 0 || round == 60 || (quietNow && ++quiet == 2))
            {
                return (now, round);
            }

            bool gained = weight < best - best / 64;
            best = gained ? weight : best;
            withoutGain = gained ? 0 : withoutGain + 1;
            if (withoutGain == 7)
            {
                return (now, round);
            }

            bool strict = round < 2 || round % 2 == 0;
            byte[] next = [.. now];
            for (int column = 0; column < Graph.Columns; column++)
            {
                for (int n = 0; n < bits; n++)
                {
                    int against = edges[column].Count(edge => unsatisfied[edge.Row, (n - edge.Shift + bits) % bits]);
                    bool moved = Bit(now, column, n) != Bit(received, column, n);
                    int needed = edges[column].Length < 5 ? Math.Max(3, edges[column].Length) : strict && !moved ? 4 : 3;
                    next[column * BlockBytes + n % BlockBytes] ^= (byte)(against >= needed ? 1 << n / BlockBytes : 0);
                }
            }

            now = next;
        }
    }
}
