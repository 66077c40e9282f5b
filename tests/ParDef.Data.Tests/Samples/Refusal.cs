namespace ParDef.Data.Tests.Samples;

/// <summary>Asserts that an input is refused, in one sentence and before memory is taken for what it claims.</summary>
internal static class Refusal
{
    private const long SmallChange = 1 << 20;

    public static void Of(Func<object> read, string words)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<DataFormatException>(read);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, SmallChange);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }
}
