using System.Security.Cryptography;
using System.Text;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Keys;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Artifacts.Tests.Keys;

public class FileKeyTests
{
    [Fact]
    public void A_sealed_header_opens_under_its_key_only()
    {
        using var master = MasterKey.Generate();
        using var other = MasterKey.Generate();
        using var key = FileKey.Generate();
        var (header, copy) = key.Seal(master, Redundancy.Default, 1000, 10, 20, 3);
        using var back = FileKey.TryOpen(master, header, copy);
        Assert.NotNull(back);
        Assert.Equal(key.Payload, back.Payload);
        Assert.Null(FileKey.TryOpen(other, header, copy));
    }

    [Fact]
    public void Every_bit_of_the_header_is_under_the_mac()
    {
        using var master = MasterKey.Generate();
        using var key = FileKey.Generate();
        var (header, copy) = key.Seal(master, Redundancy.Default, 1000, 10, 20, 0);
        for (int bit = 0; bit < 8 * Header.Bytes; bit++)
        {
            byte[] changed = [.. copy];
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Null(FileKey.TryOpen(master, header, changed));
        }
    }

    [Fact]
    public void Labels_are_those_of_the_document_and_give_different_keys()
    {
        using var key = FileKey.Generate();
        byte[][] derived = [[.. key.Payload], [.. key.Parity], [.. key.Interleaver.Span]];
        Assert.Equal(3, derived.Select(Convert.ToHexString).Distinct().Count());
        byte[] expected = HKDF.DeriveKey(HashAlgorithmName.SHA256, new byte[32], 32, [], Encoding.ASCII.GetBytes("pardef/1 payload"));
        var payload = new byte[32];
        KeyDerivation.Derive(new byte[32], KeyDerivation.Payload, payload);
        Assert.Equal(expected, payload);
    }

    [Fact]
    public void A_disposed_master_key_wraps_nothing_under_its_zeros()
    {
        var master = MasterKey.Generate();
        using var key = FileKey.Generate();
        master.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Seal(master, Redundancy.Default, 1000, 10, 20, 0));
        Assert.Throws<ObjectDisposedException>(() => master.TryUnwrap(new byte[40], new byte[32]));
    }

    [Fact]
    public void Disposing_zeroes_the_keys()
    {
        var key = FileKey.Generate();
        var payload = key.Payload;
        var interleaver = key.Interleaver.Span;
        key.Dispose();
        Assert.False(payload.ContainsAnyExcept((byte)0));
        Assert.False(interleaver.ContainsAnyExcept((byte)0));
    }
}
