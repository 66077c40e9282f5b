namespace ParDef.Curves;

/// <summary>How bad a channel may be for any code of a rate: the capacity theorem.</summary>
internal static class ChannelLimit
{
    /// <summary>The bit error rate, 0 to 0.5, at which the capacity of the binary symmetric channel is the rate.</summary>
    /// <param name="rate">Rate of the code, 0 to 1.</param>
    public static double OfFlips(double rate)
    {
        double low = 0;
        double high = 0.5;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = 1 - Entropy(middle) > rate ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The share of lost symbols at which the capacity of the erasure channel is the rate.</summary>
    public static double OfLoss(double rate) => 1 - rate;

    private static double Entropy(double p) => -p * Math.Log2(p) - (1 - p) * Math.Log2(1 - p);
}
