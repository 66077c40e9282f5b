namespace ParDef.ErrorRates.Channels;

/// <summary>A share of the pages of a chain, in whole pages.</summary>
internal static class PageShare
{
    /// <summary>The share rounded up; a product that misses a whole number only by its own rounding error counts as that number.</summary>
    /// <param name="pages">Pages of the chain.</param>
    /// <param name="share">0 to 1.</param>
    public static int Of(int pages, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return (int)Math.Ceiling(share * pages - 1e-9);
    }
}
