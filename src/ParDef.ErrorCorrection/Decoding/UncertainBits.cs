using System.Numerics;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection.Decoding;

/// <summary>
/// The bits of a page that the soft decoder was least sure of. A chain has a few light code words near its end; where the decoder stops beside one, the bits that are
/// wrong are among these, and the judge tells which (list decoding after Chase, 1972).
/// </summary>
internal static class UncertainBits
{
    /// <summary>Bits that are tried, in all combinations.</summary>
    public const int Tried = 12;

    /// <summary>Tries to complete a page.</summary>
    /// <param name="chain">The graph.</param>
    /// <param name="imageWords">Word of the image for each word of the page (<see cref="ChainPages.WordsOf"/>).</param>
    /// <param name="posteriors">Posteriors of the soft decoder.</param>
    /// <param name="page">The page as decided; as accepted afterwards, or unchanged.</param>
    /// <param name="isAccepted">Asks the judge.</param>
    /// <returns>True if a combination was accepted.</returns>
    public static bool TryComplete(Chain chain, ReadOnlySpan<int> imageWords, ReadOnlySpan<byte> posteriors, byte[] page, Func<byte[], bool> isAccepted)
    {
        int[] bits = LeastCertain(chain, imageWords, posteriors);

        // In the order of a Gray code one bit changes at a time, and the last step leaves the page as it was but for the last bit.
        for (int step = 1; step < 1 << Tried; step++)
        {
            Flip(page, bits[BitOperations.TrailingZeroCount(step)]);
            if (isAccepted(page))
            {
                return true;
            }
        }

        Flip(page, bits[Tried - 1]);
        return false;
    }

    /// <summary>Bits of the page by rising certainty.</summary>
    private static int[] LeastCertain(Chain chain, ReadOnlySpan<int> imageWords, ReadOnlySpan<byte> posteriors)
    {
        int wordsPerBlock = chain.BlockBytes / sizeof(ulong);
        var order = new PriorityQueue<int, int>();
        for (int bit = 0; bit < 64 * imageWords.Length; bit++)
        {
            int word = imageWords[bit / 64];
            int column = word / (2 * wordsPerBlock);
            int inBlock = sizeof(ulong) * (word % (2 * wordsPerBlock)) + bit / 8 % sizeof(ulong);
            int posterior = (sbyte)posteriors[column * SoftKernels.Stride(chain) + bit % 8 * chain.BlockBytes + inBlock];

            // The queue gives up the most certain first. Ties go by position, so that every machine tries the same bits.
            order.Enqueue(bit, -(Math.Abs(posterior) << 16 | bit));
            if (order.Count > Tried)
            {
                order.Dequeue();
            }
        }

        return [.. order.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element)];
    }

    private static void Flip(byte[] page, int bit) => page[bit / 8] ^= (byte)(1 << bit % 8);
}
