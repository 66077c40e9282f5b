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

    /// <summary>Sections that are decoded together before the whole chain is looked at: they stay in the cache from round to round.</summary>
    private const int StretchSections = 48;

    /// <summary>Sections at the end of a stretch that the next one decodes again.</summary>
    private const int OverlapSections = 12;

    /// <summary>Flips bits of an image until all checks hold, or until it does not get on: stretch by stretch, then in the whole chain.</summary>
    /// <param name="chain">The graph.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="image">Received bits; decisions afterwards.</param>
    /// <param name="received">The received blocks, Zb bytes a column.</param>
    /// <param name="syndrome">Room for all rows, 2 Zb bytes each; holds the last syndrome afterwards.</param>
    /// <param name="mostRounds">Rounds at most, for a stretch and for the chain.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>Rounds used over the whole chain.</returns>
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
        int sections = chain.Sections + CodeGeometry.TailSections;
        for (int first = 0; first + StretchSections < sections; first += StretchSections - OverlapSections)
        {
            Run(chain, kernels, image, received, syndrome, unsatisfied, first, first + StretchSections, mostRounds, cancellation);
        }

        return Run(chain, kernels, image, received, syndrome, unsatisfied, 0, sections, mostRounds, cancellation);
    }

    /// <summary>Flips bits of the sections from <paramref name="first"/> to before <paramref name="end"/> whose checks all lie there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Run(
        Chain chain,
        ChainKernels kernels,
        Span<byte> image,
        ReadOnlySpan<byte> received,
        Span<byte> syndrome,
        bool[] unsatisfied,
        int first,
        int end,
        int mostRounds,
        CancellationToken cancellation)
    {
        bool isWhole = end == chain.Sections + CodeGeometry.TailSections;
        int flippedEnd = isWhole ? end : end - CodeGeometry.TailSections;
        int dataRows = chain.Sections * CodeGeometry.ParityBlocks;
        var weights = new long[end];
        for (int section = first; section < end; section++)
        {
            weights[section] = CheckSection(chain, kernels, image, syndrome, section, unsatisfied);
        }

        long best = long.MaxValue;
        int withoutGain = 0;
        int quiet = 0;
        for (int round = 0; ; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            long weight = weights.Sum();
            if (weight == 0 || round == mostRounds)
            {
                return round;
            }

            if (isWhole && !unsatisfied.AsSpan(0, dataRows).Contains(true) && ++quiet >= QuietRounds)
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
            // the round before all the same. Where nothing was put to the vote in the sections that they reach, they are what they were.
            bool strict = round < 2 || round % 2 == 0;
            int lastVoted = int.MinValue / 2;
            for (int section = first; section < end; section++)
            {
                for (int column = chain.FirstColumn(section); section < flippedEnd && column < chain.FirstColumn(section + 1); column++)
                {
                    if (Touches(chain.ColumnRows(column), unsatisfied))
                    {
                        kernels.FlipColumn(chain, image, received, syndrome, column, strict);
                        lastVoted = section;
                    }
                }

                if (section - lastVoted <= CodeGeometry.TailSections)
                {
                    weights[section] = CheckSection(chain, kernels, image, syndrome, section, unsatisfied);
                }
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
