using System.Runtime.CompilerServices;
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
        int sections = chain.Sections + CodeGeometry.TailSections;
        long weight = 0;
        for (int section = 0; section < sections; section++)
        {
            weight += CheckSection(chain, kernels, image, syndrome, section, unsatisfied);
        }

        long best = long.MaxValue;
        int withoutGain = 0;
        int quiet = 0;
        for (int round = 0; ; round++)
        {
            cancellation.ThrowIfCancellationRequested();
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

            // No column behind a section is in its checks, so they are computed anew while the columns are still in the cache: the votes are those of
            // the round before all the same.
            bool strict = round < 2 || round % 2 == 0;
            weight = 0;
            for (int section = 0; section < sections; section++)
            {
                for (int column = chain.FirstColumn(section); column < chain.FirstColumn(section + 1); column++)
                {
                    if (Touches(chain.ColumnRows(column), unsatisfied))
                    {
                        kernels.FlipColumn(chain, image, received, syndrome, column, strict);
                    }
                }

                weight += CheckSection(chain, kernels, image, syndrome, section, unsatisfied);
            }
        }
    }

    /// <summary>Computes the checks of a section.</summary>
    /// <returns>How many are unsatisfied.</returns>
    private static long CheckSection(Chain chain, ChainKernels kernels, ReadOnlySpan<byte> image, Span<byte> syndrome, int section, Span<bool> unsatisfied)
    {
        long weight = 0;
        for (int row = section * CodeGeometry.ParityBlocks; row < (section + 1) * CodeGeometry.ParityBlocks; row++)
        {
            int rowWeight = kernels.Syndrome(chain, image, syndrome, row);
            unsatisfied[row] = rowWeight > 0;
            weight += rowWeight;
        }

        return weight;
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
