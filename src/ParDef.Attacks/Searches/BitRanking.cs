using ParDef.Attacks.Integers;

namespace ParDef.Attacks.Searches;

/// <summary>Ranks the bits of a weight by direction * gradient * change; flips that drive the wrong way are no candidates, so that no bit is flipped back and forth.</summary>
internal static class BitRanking
{
    private const int Bits = 8;

    /// <summary>The bits of largest gain, largest first; ties go to the earlier element and the lower bit.</summary>
    /// <param name="tensor">The weight.</param>
    /// <param name="gradient">Of its values, element by element.</param>
    /// <param name="direction">+1 to raise, -1 to lower.</param>
    /// <param name="count">Bits to give at the most.</param>
    /// <param name="topWeights">Only the bits of so many elements of largest gradient are looked at; null for all.</param>
    /// <param name="isAllowed">Which bits may be flipped.</param>
    public static IReadOnlyList<RankedBit> Best(
        IntegerTensor tensor, ReadOnlySpan<float> gradient, int direction, int count, int? topWeights, Func<BitChange, bool> isAllowed)
    {
        double threshold = topWeights is { } top && top < gradient.Length ? LargestMagnitude(tensor, gradient, top) : 0;
        var best = new SortedSet<RankedBit>(Comparer<RankedBit>.Create((a, b) =>
            a.Gain != b.Gain ? b.Gain.CompareTo(a.Gain) : a.Element != b.Element ? a.Element.CompareTo(b.Element) : a.Bit.CompareTo(b.Bit)));
        for (int element = 0; element < gradient.Length; element++)
        {
            double slope = gradient[element] * direction;
            if (slope == 0 || Math.Abs(slope) * tensor.Scale(element) < threshold)
            {
                continue;
            }

            for (int bit = 0; bit < Bits; bit++)
            {
                double gain = slope * tensor.Growth(element, bit);
                if (gain > 0 && (best.Count < count || gain > best.Max.Gain) && isAllowed(new BitChange(tensor.Name, element, bit)))
                {
                    best.Add(new RankedBit(element, bit, gain));
                    if (best.Count > count)
                    {
                        best.Remove(best.Max);
                    }
                }
            }
        }

        return [.. best];
    }

    /// <summary>The gradient of the integer that so many elements reach.</summary>
    private static double LargestMagnitude(IntegerTensor tensor, ReadOnlySpan<float> gradient, int count)
    {
        double[] magnitudes = new double[gradient.Length];
        for (int i = 0; i < magnitudes.Length; i++)
        {
            magnitudes[i] = Math.Abs(gradient[i]) * tensor.Scale(i);
        }

        Array.Sort(magnitudes);
        return magnitudes[^count];
    }
}
