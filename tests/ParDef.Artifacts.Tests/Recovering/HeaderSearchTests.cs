using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Recovering;
using ParDef.Artifacts.Repairing;
using ParDef.Artifacts.Tests.Samples;

namespace ParDef.Artifacts.Tests.Recovering;

public sealed class HeaderSearchTests : IDisposable
{
    private readonly Sample _sample = new();

    public void Dispose() => _sample.Dispose();

    private FileLayout Layout => PublicHeader.Read(_sample.File).Layout;

    private bool Finds(byte[] file) => HeaderSearch.Find(file, _sample.Key)[0].Copy.AsSpan().SequenceEqual(_sample.File.AsSpan(0, Header.Bytes));

    private ErrorCode Refusal(byte[] file) => Assert.Throws<ParDefException>(() => HeaderSearch.Find(file, _sample.Key)).Code;

    [Fact]
    public void One_intact_copy_anywhere_is_enough()
    {
        int copies = Layout.HeaderCopies;
        foreach (int block in (int[])[0, 2])
        {
            for (int copy = 0; copy < copies; copy++)
            {
                Assert.True(Finds(Only(block, copy)), $"block {block}, copy {copy}");
            }
        }
    }

    private byte[] Only(int block, int copy) => _sample.With(file =>
    {
        int kept = Layout.HeaderOffsets[block] + copy * Header.Bytes;
        byte[] intact = file[kept..(kept + Header.Bytes)];
        foreach (int offset in Layout.HeaderOffsets)
        {
            file.AsSpan(offset, Layout.HeaderBlockBytes).Fill(0xFF);
        }

        intact.CopyTo(file, kept);
    });

    [Fact]
    public void Copies_that_are_all_damaged_are_put_together_by_majority()
    {
        byte[] file = _sample.With(file =>
        {
            foreach (int offset in Layout.HeaderOffsets)
            {
                for (int copy = 0; copy < Layout.HeaderCopies; copy++)
                {
                    file[offset + copy * Header.Bytes + 20 + copy] ^= 0xFF;
                }
            }
        });
        Assert.True(Finds(file));
    }

    [Fact]
    public void The_boundary_block_alone_is_found_by_the_length_of_the_file()
    {
        byte[] file = _sample.With(file =>
        {
            file.AsSpan(0, Layout.HeaderBlockBytes).Clear();
            file.AsSpan(Layout.HeaderOffsets[2]).Clear();
        });
        Assert.True(Finds(file));
    }

    [Fact]
    public void Without_any_readable_copy_the_file_is_damaged()
    {
        byte[] file = _sample.With(file =>
        {
            foreach (int offset in Layout.HeaderOffsets)
            {
                file.AsSpan(offset, Layout.HeaderBlockBytes).Fill(0x5A);
            }
        });
        Assert.Equal(ErrorCode.Damaged, Refusal(file));
        Assert.Equal(ErrorCode.Damaged, Refusal([]));
        Assert.Equal(ErrorCode.Damaged, Refusal(new byte[191]));
        Assert.Equal(ErrorCode.Damaged, Refusal(_sample.Model));
    }

    [Fact]
    public void Another_key_is_told_from_damage()
    {
        using var other = MasterKey.Generate();
        var refusal = Assert.Throws<ParDefException>(() => HeaderSearch.Find(_sample.File, other));
        Assert.Equal(ErrorCode.WrongKey, refusal.Code);
        Assert.Contains(Convert.ToHexStringLower(_sample.Key.KeyId.Span), refusal.Message);
    }

    /// <summary>A forger without the key can make the unkeyed check right again, nothing more.</summary>
    private byte[] Consistent(Action<byte[]> change) => _sample.With(file =>
    {
        byte[] copy = file[..Header.Bytes];
        change(copy);
        System.Security.Cryptography.SHA256.HashData(copy.AsSpan(0, 152))[..8].CopyTo(copy, 152);
        HeaderBlocks.Write(Layout, copy, file);
    });

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(28)]
    [InlineData(32)]
    [InlineData(50)]
    [InlineData(170)]
    public void A_consistent_change_of_a_field_is_a_forgery(int offset) =>
        Assert.Equal(ErrorCode.Forged, Refusal(Consistent(copy => copy[offset] ^= 1)));

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    [InlineData(12)]
    [InlineData(100)]
    public void A_consistent_header_of_another_version_is_unsupported(int offset) =>
        Assert.Equal(ErrorCode.Unsupported, Refusal(Consistent(copy => copy[offset] ^= 0x80)));

    [Fact]
    public void A_foreign_header_of_the_same_key_over_one_block_is_damage()
    {
        using var other = new Sample(SampleModel.Make(seed: 9));
        byte[] file = _sample.With(file => other.File.AsSpan(0, Layout.HeaderBlockBytes).CopyTo(file));
        Assert.Equal(2, HeaderSearch.Find(file, _sample.Key).Count);
        Assert.True(Repairer.Repair(file, _sample.Key, TestContext.Current.CancellationToken).Content.Span.SequenceEqual(_sample.File));
    }

    [Fact]
    public void Many_spliced_headers_are_not_all_tried()
    {
        byte[] file = _sample.With(file =>
        {
            for (int i = 0; i < 7; i++)
            {
                using var other = new Sample(SampleModel.Make(100, seed: (uint)i));
                other.File.AsSpan(0, Header.Bytes).CopyTo(file.AsSpan(i * Header.Bytes));
                other.File.AsSpan(Header.Bytes, Header.Bytes).CopyTo(file.AsSpan(file.Length - (i + 1) * Header.Bytes));
            }
        });
        Assert.InRange(HeaderSearch.Find(file, _sample.Key).Count, 7, 8);
    }

    [Fact]
    public void Without_a_key_a_newer_version_is_told_from_damage()
    {
        byte[] newer = Consistent(copy => copy[8] = 2);
        Assert.Equal(ErrorCode.Unsupported, Assert.Throws<ParDefException>(() => PublicHeader.Read(newer)).Code);
    }

    [Fact]
    public void The_highest_generation_is_first()
    {
        byte[] next = Repairer.Rekey(_sample.File, _sample.Key, _sample.Key, TestContext.Current.CancellationToken).Content.ToArray();
        _sample.File.AsSpan(0, Layout.HeaderBlockBytes).CopyTo(next);
        Assert.Equal([1u, 0u], HeaderSearch.Find(next, _sample.Key).Select(found => found.Header.Generation));
    }
}
