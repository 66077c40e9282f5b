using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection.Decoding;

/// <summary>
/// Recovers erased bytes: a check with exactly one erased byte gives its value (docs/format.md section 13). All eight bits of a byte
/// lie in the same bytes of its checks, so a byte is one symbol.
/// </summary>
internal static class Peeling
{
    /// <summary>Solves what can be solved, in place.</summary>
    /// <param name="chain">The graph.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="image">The chain; erased bytes are zero in both halves.</param>
    /// <param name="erased">1 for an erased byte in both halves of every column; cleared as bytes are solved.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static void Run(Chain chain, ChainKernels kernels, Span<byte> image, Span<byte> erased, CancellationToken cancellation)
    {
        Span<byte> counts = stackalloc byte[chain.BlockBytes];
        Span<byte> sum = stackalloc byte[chain.BlockBytes];

        // A row is looked at again only after one of its columns has changed.
        var settled = new bool[chain.Rows];
        bool progress = true;
        for (int pass = 0; progress; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress = false;
            for (int n = 0; n < chain.Rows; n++)
            {
                // Up and down in turn, since knowledge spreads from both ends of a coupled chain.
                int row = pass % 2 == 0 ? n : chain.Rows - 1 - n;
                if (settled[row])
                {
                    continue;
                }

                settled[row] = true;
                if (kernels.CountErased(chain, erased, row, counts))
                {
                    kernels.SumRow(chain, image, row, sum);
                    Solve(chain, row, counts, sum, image, erased, settled);
                    progress = true;
                }
            }
        }
    }

    private static void Solve(
        Chain chain, int row, ReadOnlySpan<byte> counts, ReadOnlySpan<byte> sum, Span<byte> image, Span<byte> erased, bool[] settled)
    {
        int bytes = chain.BlockBytes;
        for (int j = 0; j < bytes; j++)
        {
            if (counts[j] != 1)
            {
                continue;
            }

            foreach (int edge in chain.RowEdges(row))
            {
                if (erased[edge + j] == 0)
                {
                    continue;
                }

                int column = (edge + j) / (2 * bytes);
                int start = 2 * bytes * column;
                int position = edge + j - start;
                bool wrapped = position >= bytes;
                int place = start + (wrapped ? position - bytes : position);
                byte value = wrapped ? ChainKernels.RotateLeft(sum[j]) : sum[j];
                image[place] = value;
                image[place + bytes] = ChainKernels.RotateRight(value);
                erased[place] = 0;
                erased[place + bytes] = 0;
                foreach (int touched in chain.ColumnRows(column))
                {
                    settled[touched] = false;
                }

                break;
            }
        }
    }
}
