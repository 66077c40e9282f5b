using ParDef.Runtime.Scrubbing.Kernels;

namespace ParDef.Runtime.Tests.Scrubbing.Kernels;

/// <summary>What every kernel but the reference must do: the same hash as the reference, for pages of every length.</summary>
public abstract class ChecksumContract
{
    private static readonly byte[] Key = Bytes(0, ChecksumKernel.PageBytes);

    internal abstract ChecksumKernel Kernel { get; }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    [InlineData(4080)]
    [InlineData(4095)]
    [InlineData(4096)]
    public void The_hash_is_the_reference_hash(int length)
    {
        Assert.SkipUnless(Kernel.IsSupported, $"this machine lacks the instructions of {Kernel}");
        for (int seed = 1; seed <= 8; seed++)
        {
            byte[] page = Bytes(seed, length);
            Assert.Equal(ChecksumKernel.Scalar.Hash(page, Key), Kernel.Hash(page, Key));
        }
    }

    [Fact]
    public void Extreme_words_give_the_reference_hash()
    {
        Assert.SkipUnless(Kernel.IsSupported, $"this machine lacks the instructions of {Kernel}");
        foreach (byte value in (byte[])[0, 1, 0x80, 0xff])
        {
            byte[] page = [.. Enumerable.Repeat(value, ChecksumKernel.PageBytes)];
            Assert.Equal(ChecksumKernel.Scalar.Hash(page, Key), Kernel.Hash(page, Key));
            Assert.Equal(ChecksumKernel.Scalar.Hash(Key, page), Kernel.Hash(Key, page));
        }
    }

    [Fact]
    public void Bytes_beyond_the_page_and_where_it_lies_do_not_count()
    {
        Assert.SkipUnless(Kernel.IsSupported, $"this machine lacks the instructions of {Kernel}");
        byte[] longer = Bytes(1, ChecksumKernel.PageBytes + 64);
        var page = Kernel.Hash(longer.AsSpan(3, 1000), Key);
        longer[2] ^= 1;
        longer[1003] ^= 1;
        Assert.Equal(page, Kernel.Hash(longer.AsSpan(3, 1000), Key));
        longer[1002] ^= 1;
        Assert.NotEqual(page, Kernel.Hash(longer.AsSpan(3, 1000), Key));
    }

    internal static byte[] Bytes(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}

public class PortableChecksumTests : ChecksumContract
{
    internal override ChecksumKernel Kernel => ChecksumKernel.Portable;
}

public class CarrylessChecksum128Tests : ChecksumContract
{
    internal override ChecksumKernel Kernel => ChecksumKernel.Carryless128;
}

public class CarrylessChecksum512Tests : ChecksumContract
{
    internal override ChecksumKernel Kernel => ChecksumKernel.Carryless512;
}
