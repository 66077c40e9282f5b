using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection.Decoding;

/// <summary>
/// Parallel bit flipping on packed bits, with a memory of what was received (docs/format.md section 13). Corrects about
/// 0.6 % of random flips at the default strength; gives up early where it does not get on.
/// </summary>
internal static class BitFlipping
{
    private const int MostRoundsWithoutGain = 7;
    private const int GainShare = 64;
    private const int QuietRounds = 2;

    /// <summary>Flips bits of an image until all checks hold, or until it does not get on.</summary>
    /// <param name="chain">The graph.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="image">Received bits; decisions afterwards.</param>
    /// <param name="received">The received blocks, Zb bytes a column.</param>
    /// <param name="syndrome">Room for all rows, 2 Zb bytes each; holds the last syndrome afterwards.</param>
    /// <param name="mostRounds">Rounds at most.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>Rounds used.</returns>
    public static int Run(
        Chain chain,
        ChainKernels kernels,
        Span<byte> image,
        ReadOnlySpan<byte> received,
        Span<byte> syndrome,
        int mostRounds,
        CancellationToken cancellation)
    {
        var unsatisfied = new bool[chain.Rows];
        int dataRows = chain.Sections * CodeGeometry.ParityBlocks;
        long best = long.MaxValue;
        int withoutGain = 0;
        int quiet = 0;
        for (int round = 0; ; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            long weight = 0;
            for (int row = 0; row < chain.Rows; row++)
            {
                int rowWeight = kernels.Syndrome(chain, image, syndrome, row);
                unsatisfied[row] = rowWeight > 0;
                weight += rowWeight;
            }

            if (weight == 0 || round == mostRounds)
            {
                return round;
            }

            if (!unsatisfied.AsSpan(0, dataRows).Contains(true) && ++quiet >= QuietRounds)
            {
                // Only checks of the tail are left, whose columns have few edges. The tail is not recomputed from the data: some information
                // blocks of the last section lie in tail checks only, and a wrong bit of theirs would be hidden for good.
                return round;
            }

            if (weight < best - best / GainShare)
            {
                best = weight;
                withoutGain = 0;
            }
            else if (++withoutGain >= MostRoundsWithoutGain)
            {
                return round;
            }

            bool strict = round < 2 || round % 2 == 0;
            for (int column = 0; column < chain.Columns; column++)
            {
                if (Touches(chain.ColumnRows(column), unsatisfied))
                {
                    kernels.FlipColumn(chain, image, received, syndrome, column, strict);
                }
            }
        }
    }

    private static bool Touches(ReadOnlySpan<int> rows, bool[] unsatisfied)
    {
        foreach (int row in rows)
        {
            if (unsatisfied[row])
            {
                return true;
            }
        }

        return false;
    }
}
