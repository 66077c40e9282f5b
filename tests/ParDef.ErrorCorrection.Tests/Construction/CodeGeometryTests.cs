using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Tests.Construction;

public class CodeGeometryTests
{
    private static readonly int[] Edges = [1, 2, 8, 9, 14, 15, 44, 45, 63, 64, 127, 128, 255, 256, 1023, 1024, 1296, 1297, 2048, 3158, 100_000, 480_000];

    public static TheoryData<int, Redundancy> Payloads()
    {
        var data = new TheoryData<int, Redundancy>();
        foreach (int pages in Edges)
        {
            foreach (var redundancy in Enum.GetValues<Redundancy>())
            {
                data.Add(pages, redundancy);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Every_page_has_room_and_no_section_is_spare(int pages, Redundancy redundancy)
    {
        var geometry = CodeGeometry.ForPages(pages, redundancy);
        Assert.Equal(pages, geometry.PayloadPages);
        Assert.True((long)geometry.Chains * geometry.PagesPerChain >= pages);
        Assert.Equal(geometry.InformationBlocks * geometry.Sections * geometry.BlockBytes / 4096, geometry.PagesPerChain);
        int ParityPagesAt(int sections) => (5 * (sections + 2) * geometry.BlockBytes + 4079) / 4080;
        Assert.Equal(ParityPagesAt(geometry.Sections), geometry.ParityPagesPerChain);
        Assert.True(ParityPagesAt(geometry.Sections + 1) > geometry.ParityPagesPerChain);
        int needed = geometry.Sections;
        while ((long)geometry.InformationBlocks * (needed - 1) * geometry.BlockBytes / 4096 * geometry.Chains >= pages)
        {
            needed--;
        }

        int least = GeometryLadder.Of(redundancy).First(row => pages <= row.MostPages).LeastSections;
        Assert.Equal(geometry.ParityPagesPerChain, ParityPagesAt(Math.Max(least, needed)));
    }

    [Theory]
    [InlineData(Redundancy.Low, 0.10)]
    [InlineData(Redundancy.Default, 0.19)]
    [InlineData(Redundancy.High, 0.51)]
    [InlineData(Redundancy.Max, 1.02)]
    public void Large_payloads_carry_what_the_name_says(Redundancy redundancy, double share)
    {
        foreach (int pages in (int[])[1024, 3158, 10_000, 100_000])
        {
            var geometry = CodeGeometry.ForPages(pages, redundancy);
            Assert.InRange((double)geometry.ParityPages / pages, 0.97 * share, 1.07 * share);
        }
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
