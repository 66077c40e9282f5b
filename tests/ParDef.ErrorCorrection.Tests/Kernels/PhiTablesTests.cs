using System.Security.Cryptography;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection.Tests.Kernels;

public class PhiTablesTests
{
    [Fact]
    public void Tables_are_those_of_the_document()
    {
        Assert.Equal("D799FF2B3E5AAA8855957237D376D0DC0F05E27194ADB039F5FEFDDEDE665FC4", Convert.ToHexString(SHA256.HashData(PhiTables.Phi)));
        Assert.Equal("9A755DA784ADEDB0EAA1638DCD51313863221BFFCBBD6FFAD2B0AB9C1252FC03", Convert.ToHexString(SHA256.HashData(PhiTables.Message)));
        Assert.Equal([255, 255, 231, 180], PhiTables.Phi[..4].ToArray().Select(value => (int)value));
        Assert.Equal(1, PhiTables.Phi[PhiTables.FirstCertain - 1]);
        Assert.Equal(0, PhiTables.Phi[PhiTables.FirstCertain]);
        Assert.Equal(PhiTables.GreatestMessage, PhiTables.Message[0]);
        Assert.Equal(0, PhiTables.Message[255]);
    }

    [Fact]
    public void Tables_of_sixteen_give_the_same()
    {
        Check<SixteenLookup<ByteVector128>, ByteVector128>();
    }

    [Fact]
    public void Permutations_give_the_same()
    {
        Assert.SkipUnless(KernelSet.Avx512Vbmi.IsSupported, "this machine lacks avx512vbmi");
        Check<PermuteLookup, ByteVector512>();
    }

    private static void Check<TLookup, TVector>()
        where TLookup : struct, IPhiLookup<TLookup, TVector>
        where TVector : struct, IByteVector<TVector>
    {
        var lookup = TLookup.Create();
        var found = new byte[TVector.Bytes];
        for (int index = 0; index <= byte.MaxValue; index++)
        {
            lookup.Message(TVector.Fill((byte)index)).Store(ref found[0], 0);
            Assert.All(found, value => Assert.Equal(PhiTables.Message[index], value));
            if (index < PhiTables.Phi.Length)
            {
                lookup.Phi(TVector.Fill((byte)index)).Store(ref found[0], 0);
                Assert.All(found, value => Assert.Equal(PhiTables.Phi[index], value));
            }
        }
    }
}
