using ParDef.Artifacts.Format;
using ParDef.Artifacts.Keys;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Artifacts.Tests.Format;

public class HeaderTests
{
    private static (Header Header, byte[] Copy) Sealed()
    {
        using var master = MasterKey.FromBytes(new byte[32]);
        using var key = FileKey.Generate();
        return key.Seal(master, Redundancy.High, 0x1122334455, 0x66, 0x77, 0x88);
    }

    [Fact]
    public void Fields_lie_where_the_document_says()
    {
        var (header, copy) = Sealed();
        Assert.Equal("89506172446566 0A".Replace(" ", ""), Convert.ToHexString(copy[..8]));
        Assert.Equal("0100000003000000", Convert.ToHexString(copy[8..16]));
        Assert.Equal("5544332211000000" + "66000000" + "77000000" + "88000000" + "00000000", Convert.ToHexString(copy[16..40]));
        Assert.Equal(header.KeyId.ToArray(), copy[40..48]);
        Assert.Equal(header.WrappedKey.ToArray(), copy[48..88]);
        Assert.DoesNotContain(copy[88..152], b => b != 0);
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var (header, copy) = Sealed();
        var back = Header.TryRead(copy);
        Assert.NotNull(back);
        Assert.Equal((header.PayloadLength, header.ManifestStoredLength, header.ManifestLength, header.Generation), (back.PayloadLength, back.ManifestStoredLength, back.ManifestLength, back.Generation));
        Assert.True(Header.CheckMatches(copy));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(15)]
    [InlineData(36)]
    [InlineData(88)]
    [InlineData(151)]
    public void Unknown_versions_flags_and_reserved_bytes_are_not_read(int offset)
    {
        var (_, copy) = Sealed();
        copy[offset] ^= 0x40;
        Assert.Null(Header.TryRead(copy));
    }

    [Fact]
    public void Lengths_outside_the_limits_are_noticed()
    {
        var (header, _) = Sealed();
        Assert.False(header.IsWithinLimits);
        var good = header with { PayloadLength = 1000 };
        Assert.True(good.IsWithinLimits);
        Assert.False((good with { PayloadLength = 0 }).IsWithinLimits);
        Assert.False((good with { PayloadLength = Limits.PayloadBytesOf(good.Redundancy) + 1 }).IsWithinLimits);
        Assert.False((good with { ManifestLength = Limits.ManifestBytes + 1L }).IsWithinLimits);
        Assert.False((good with { ManifestStoredLength = good.ManifestLength + 1 }).IsWithinLimits);
        Assert.False((good with { PayloadLength = good.ManifestStoredLength - 1 }).IsWithinLimits);
    }
}
