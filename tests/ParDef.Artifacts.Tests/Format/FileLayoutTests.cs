using ParDef.Artifacts.Format;
using ParDef.ErrorCorrection.Construction;

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
        var layout = FileLayout.ForPayload(payload, Redundancy.Default);
        Assert.Equal(block, layout.HeaderBlockBytes);
        Assert.Equal((payload + 4079) / 4080, layout.Geometry.PayloadPages);
        Assert.Equal([0, layout.PayloadOffset + layout.PayloadPagesBytes, layout.ParityOffset + layout.ParityPagesBytes], layout.HeaderOffsets);
        Assert.Equal(layout.HeaderOffsets[1] + block, layout.ParityOffset);
        Assert.Equal(3 * block + 4096 * (layout.Geometry.PayloadPages + layout.Geometry.ParityPages), layout.FileBytes);
    }

    public static TheoryData<Redundancy> Strengths => [.. Enum.GetValues<Redundancy>()];

    [Theory]
    [MemberData(nameof(Strengths))]
    public void The_longest_payload_still_fits_an_array(Redundancy redundancy)
    {
        long longest = Limits.PayloadBytesOf(redundancy);
        Assert.InRange(FileLayout.ForPayload(longest, redundancy).FileBytes, 2_050_000_000, Limits.FileBytes);
        Assert.Throws<ArgumentOutOfRangeException>(() => FileLayout.ForPayload(longest + 1, redundancy));
        Assert.Throws<ArgumentOutOfRangeException>(() => FileLayout.ForPayload(0, redundancy));
    }

    [Fact]
    public void Large_files_keep_pages_on_sectors()
    {
        var layout = FileLayout.ForPayload(5_000_000, Redundancy.Default);
        Assert.Equal(0, layout.PayloadOffset % 4096);
        Assert.Equal(0, layout.ParityOffset % 4096);
    }

    [Theory]
    [MemberData(nameof(Strengths))]
    public void A_file_length_gives_back_its_layout(Redundancy redundancy)
    {
        long[] payloads = [.. Enumerable.Range(1, 300).Select(i => 4080L * i), 1_048_575, 1_048_576, 13_000_000, .. Enumerable.Range(1, 60).Select(i => 17_001_111L * i), Limits.PayloadBytesOf(redundancy)];
        foreach (long payload in payloads)
        {
            var layout = FileLayout.ForPayload(payload, redundancy);
            var found = FileLayout.ForFileLength(layout.FileBytes).ToList();
            Assert.Contains(found, candidate => candidate.HeaderOffsets.SequenceEqual(layout.HeaderOffsets));
            Assert.InRange(found.Count, 1, 16);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(4096)]
    public void Other_lengths_give_none(long length) => Assert.Empty(FileLayout.ForFileLength(length));
}
