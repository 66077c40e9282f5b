using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Tests.Construction;

public class CodeGeometryTests
{
    public static TheoryData<int> Edges() =>
        [1, 2, 8, 9, 14, 15, 44, 45, 127, 128, 168, 1023, 1024, 1296, 1297, 3158, 100_000, 480_000];

    [Theory]
    [MemberData(nameof(Edges))]
    public void Every_page_has_room_and_no_section_is_spare(int pages)
    {
        var geometry = CodeGeometry.ForPages(pages);
        Assert.Equal(pages, geometry.PayloadPages);
        Assert.True((long)geometry.Chains * geometry.PagesPerChain >= pages);
        Assert.Equal(
            geometry.InformationBlocks * geometry.Sections * geometry.BlockBytes / 4096, geometry.PagesPerChain);
        Assert.Equal((5 * (geometry.Sections + 2) * geometry.BlockBytes + 4079) / 4080, geometry.ParityPagesPerChain);
        int ParityPagesAt(int sections) => (5 * (sections + 2) * geometry.BlockBytes + 4079) / 4080;
        Assert.True(ParityPagesAt(geometry.Sections + 1) > geometry.ParityPagesPerChain);
        int needed = geometry.Sections;
        while ((long)geometry.InformationBlocks * (needed - 1) * geometry.BlockBytes / 4096 * geometry.Chains >= pages)
        {
            needed--;
        }

        int least = pages == 1 ? 26 : pages <= 8 ? 39 : pages <= 14 ? 32 : pages < 128 ? 53 : 16;
        Assert.Equal(geometry.ParityPagesPerChain, ParityPagesAt(Math.Max(least, needed)));
    }

    [Theory]
    [InlineData(66, 27, 128)]
    [InlineData(130, 27, 256)]
    [InlineData(2000, 27, 512)]
    [InlineData(14, 10, 64)]
    [InlineData(15, 27, 128)]
    [InlineData(3, 5, 64)]
    public void The_ladder_is_that_of_the_document(int pages, int informationBlocks, int blockBytes)
    {
        var geometry = CodeGeometry.ForPages(pages);
        Assert.Equal((informationBlocks, blockBytes), (geometry.InformationBlocks, geometry.BlockBytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Impossible_page_counts_are_refused(long pages) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CodeGeometry.ForPages(pages));
}
