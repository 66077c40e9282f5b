using ParDef.Runtime.Scrubbing;

namespace ParDef.Runtime.Tests.Scrubbing;

public class ChecksumKeyTests
{
    [Fact]
    public void A_fault_in_any_one_copy_is_outvoted()
    {
        using var key = new ChecksumKey();
        byte[] right = [.. key.Bytes];
        for (int copy = 0; copy < 3; copy++)
        {
            new Random(copy).NextBytes(key.Copy(copy));
            Assert.True(key.Mend());
            Assert.False(key.Mend());
            Assert.Equal(right, key.Bytes);
        }
    }

    [Fact]
    public void Two_keys_differ()
    {
        using var one = new ChecksumKey();
        using var other = new ChecksumKey();
        Assert.False(one.Bytes.SequenceEqual(other.Bytes));
    }
}
