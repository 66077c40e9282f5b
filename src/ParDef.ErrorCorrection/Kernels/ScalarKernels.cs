using System.Numerics;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>The plain reference: one byte at a time, bits counted one by one.</summary>
internal sealed class ScalarKernels : ChainKernels
{
    public override void Mirror(Chain chain, Span<byte> image, int column)
    {
        int start = 2 * chain.BlockBytes * column;
        for (int j = 0; j < chain.BlockBytes; j++)
        {
            image[start + chain.BlockBytes + j] = RotateRight(image[start + j]);
        }
    }

    public override void Spread(Chain chain, ReadOnlySpan<byte> blocks, Span<byte> columns)
    {
        for (int block = 0; block < blocks.Length / chain.BlockBytes; block++)
        {
            blocks.Slice(chain.BlockBytes * block, chain.BlockBytes).CopyTo(columns[(2 * chain.BlockBytes * block)..]);
            Mirror(chain, columns, block);
        }
    }

    public override void EncodeRow(Chain chain, Span<byte> columns, int first, int row)
    {
        int before = 2 * chain.BlockBytes * first;
        int parity = 2 * chain.BlockBytes * chain.ParityColumn(row) - before;
        for (int j = 0; j < chain.BlockBytes; j++)
        {
            byte sum = Sum(columns, chain.RowEdges(row)[..^1], j - before);
            int x = j + chain.ParityShift(row);
            if (x < chain.BlockBytes)
            {
                columns[parity + x] = sum;
            }
            else
            {
                columns[parity + x - chain.BlockBytes] = RotateLeft(sum);
            }
        }

        Mirror(chain, columns, chain.ParityColumn(row) - first);
    }

    public override int Syndrome(Chain chain, ReadOnlySpan<byte> image, Span<byte> syndrome, int row)
    {
        int start = 2 * chain.BlockBytes * row;
        int weight = 0;
        for (int j = 0; j < chain.BlockBytes; j++)
        {
            byte sum = Sum(image, chain.RowEdges(row), j);
            syndrome[start + j] = RotateLeft(sum);
            syndrome[start + chain.BlockBytes + j] = sum;
            weight += BitOperations.PopCount(sum);
        }

        return weight;
    }

    public override void FlipColumn(
        Chain chain, Span<byte> image, ReadOnlySpan<byte> received, ReadOnlySpan<byte> syndrome, int column, bool strict)
    {
        var edges = chain.ColumnEdges(column);
        for (int j = 0; j < chain.BlockBytes; j++)
        {
            ref byte value = ref image[2 * chain.BlockBytes * column + j];
            int moved = value ^ received[chain.BlockBytes * column + j];
            byte flips = 0;
            for (int bit = 0; bit < 8; bit++)
            {
                int unsatisfied = 0;
                foreach (int edge in edges)
                {
                    unsatisfied += syndrome[edge + j] >> bit & 1;
                }

                int needed = edges.Length < CodeGeometry.ParityBlocks ? Math.Max(edges.Length, 3)
                    : strict && (moved >> bit & 1) == 0 ? 4
                    : 3;
                flips |= (byte)(unsatisfied >= needed ? 1 << bit : 0);
            }

            value ^= flips;
        }

        Mirror(chain, image, column);
    }

    public override bool CountErased(Chain chain, ReadOnlySpan<byte> erased, int row, Span<byte> counts)
    {
        bool single = false;
        for (int j = 0; j < chain.BlockBytes; j++)
        {
            byte count = 0;
            foreach (int edge in chain.RowEdges(row))
            {
                count += erased[edge + j];
            }

            counts[j] = count;
            single |= count == 1;
        }

        return single;
    }

    public override void SumRow(Chain chain, ReadOnlySpan<byte> image, int row, Span<byte> sum)
    {
        for (int j = 0; j < chain.BlockBytes; j++)
        {
            sum[j] = Sum(image, chain.RowEdges(row), j);
        }
    }

    private static byte Sum(ReadOnlySpan<byte> image, ReadOnlySpan<int> edges, int j)
    {
        byte sum = 0;
        foreach (int edge in edges)
        {
            sum ^= image[edge + j];
        }

        return sum;
    }
}
