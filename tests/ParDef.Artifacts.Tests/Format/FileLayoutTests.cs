using ParDef.Artifacts.Format;

namespace ParDef.Artifacts.Tests.Format;

public class FileLayoutTests
{
    [Theory]
    [InlineData(1, 1344)]
    [InlineData(4080, 1344)]
    [InlineData(4081, 1344)]
    [InlineData(1_048_575, 1344)]
    [InlineData(1_048_576, 4096)]
    [InlineData(13_000_000, 4096)]
    public void Parts_lie_one_behind_the_other(long payload, int block)
    {
        var layout = FileLayout.ForPayload(payload);
        Assert.Equal(block, layout.HeaderBlockBytes);
        Assert.Equal((payload + 4079) / 4080, layout.Geometry.PayloadPages);
        Assert.Equal([0, layout.PayloadOffset + layout.PayloadPagesBytes, layout.ParityOffset + layout.ParityPagesBytes], layout.HeaderOffsets);
        Assert.Equal(layout.HeaderOffsets[1] + block, layout.ParityOffset);
        Assert.Equal(3 * block + 4096 * (layout.Geometry.PayloadPages + layout.Geometry.ParityPages), layout.FileBytes);
    }

    [Fact]
    public void The_longest_payload_still_fits_an_array()
    {
        Assert.InRange(FileLayout.ForPayload(Limits.PayloadBytes).FileBytes, 1_750_000_000, Limits.FileBytes);
        Assert.Throws<ArgumentOutOfRangeException>(() => FileLayout.ForPayload(Limits.PayloadBytes + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FileLayout.ForPayload(0));
    }

    [Fact]
    public void Large_files_keep_pages_on_sectors()
    {
        var layout = FileLayout.ForPayload(5_000_000);
        Assert.Equal(0, layout.PayloadOffset % 4096);
        Assert.Equal(0, layout.ParityOffset % 4096);
    }

    [Fact]
    public void A_file_length_gives_back_its_layout()
    {
        foreach (long payload in Enumerable.Range(1, 300).Select(i => 4080L * i).Append(1_048_575).Append(1_048_576).Append(13_000_000).Append(Limits.PayloadBytes))
        {
            var layout = FileLayout.ForPayload(payload);
            var found = FileLayout.ForFileLength(layout.FileBytes).ToList();
            Assert.Contains(found, candidate => candidate.HeaderOffsets.SequenceEqual(layout.HeaderOffsets));
            Assert.InRange(found.Count, 1, 4);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(4096)]
    public void Other_lengths_give_none(long length) => Assert.Empty(FileLayout.ForFileLength(length));
}
