using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorCorrection.Tests.Samples;

namespace ParDef.ErrorCorrection.Tests;

public class PageCodeTests
{
    /// <summary>Every lifting size of the default rate, as few sections as the ladder gives it.</summary>
    private static CodeGeometry Ladder(int blockBytes) => CodeGeometry.Create(27 * 24 * blockBytes / 4096, 27, blockBytes, 24, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(44)]
    [InlineData(45)]
    [InlineData(66)]
    public void Each_single_lost_page_is_restored(int pages)
    {
        var coded = new CodedPages(CodeGeometry.ForPages(pages));
        int all = coded.Geometry.PayloadPages + coded.Geometry.ParityPages;
        Assert.All(Enumerable.Range(0, all), page => Assert.True(coded.RepairsLoss([page]), $"page {page} of {all}"));
    }

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(168)]
    [InlineData(1023)]
    [InlineData(1024)]
    public void Single_lost_pages_of_large_files_are_restored(int pages)
    {
        var coded = new CodedPages(CodeGeometry.ForPages(pages));
        int all = coded.Geometry.PayloadPages + coded.Geometry.ParityPages;
        int[] sample = [0, 1, pages / 2, pages - 1, pages, all - 1];
        Assert.All(sample, page => Assert.True(coded.RepairsLoss([page]), $"page {page} of {all}"));
    }

    [Fact]
    public void A_burst_of_a_tenth_is_restored_wherever_it_starts()
    {
        var coded = new CodedPages(CodeGeometry.ForPages(66));
        int all = coded.Geometry.PayloadPages + coded.Geometry.ParityPages;
        int burst = all / 10 + 1;
        for (int start = 0; start + burst <= all; start++)
        {
            Assert.True(coded.RepairsLoss(Enumerable.Range(start, burst)), $"{burst} pages from {start}");
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Half_a_percent_of_all_bits_is_corrected_at_every_lifting_size(int blockBytes)
    {
        var coded = new CodedPages(Ladder(blockBytes));
        var (outcome, payload, parity) = coded.RepairFlips(0.005, 11);
        Assert.True(outcome.Succeeded);
        Assert.Equal(RepairMethod.BitFlipped, Assert.Single(outcome.Chains).Method);
        Assert.Equal(coded.Payload, payload);
        Assert.Equal(coded.Parity, parity);
    }

    [Fact]
    public void All_kernel_sets_code_and_repair_alike()
    {
        var geometry = CodeGeometry.ForPages(45);
        var expected = new CodedPages(geometry, kernels: KernelSet.Scalar);
        var repaired = expected.RepairFlips(0.004, 5);
        foreach (var set in KernelSet.All.Where(set => set.IsSupported))
        {
            var coded = new CodedPages(geometry, kernels: set);
            Assert.Equal(expected.Parity, coded.Parity);
            var (outcome, payload, parity) = coded.RepairFlips(0.004, 5);
            Assert.Equal(repaired.Outcome.Chains[0].Method, outcome.Chains[0].Method);
            Assert.Equal(repaired.Payload, payload);
            Assert.Equal(repaired.Parity, parity);
        }
    }

    [Fact]
    public void Bad_parity_alone_is_encoded_anew()
    {
        var coded = new CodedPages(CodeGeometry.ForPages(50));
        Assert.True(coded.RepairsLoss(Enumerable.Range(50, coded.Geometry.ParityPages)));
    }

    [Fact]
    public void Beyond_reach_says_which_pages_and_touches_no_other()
    {
        var coded = new CodedPages(CodeGeometry.ForPages(200));
        var (outcome, payload, _) = coded.RepairFlips(0.05, 3);
        Assert.False(outcome.Succeeded);
        Assert.NotEmpty(outcome.RejectedPages);
        Assert.All(outcome.RejectedPages, page => Assert.False(coded.Accepts(page, payload.AsSpan(page * 4096, 4096))));
    }

    [Fact]
    public void A_judge_that_accepts_nothing_leaves_everything_as_it_was()
    {
        var coded = new CodedPages(CodeGeometry.ForPages(50));
        byte[] payload = [.. coded.Payload], parity = [.. coded.Parity];
        payload[5] ^= 1;
        byte[] before = [.. payload];
        var states = new PageState[50];
        states[0] = PageState.Untrusted;
        var outcome = coded.Code.Repair(
            payload, parity, states, new PageState[coded.Geometry.ParityPages], new NeverJudge(), TestContext.Current.CancellationToken);
        Assert.Equal([0], outcome.RejectedPages);
        Assert.Equal(before, payload);
        Assert.Equal(coded.Parity, parity);
    }

    [Fact]
    public void Clean_chains_are_not_looked_at()
    {
        var coded = new CodedPages(CodeGeometry.ForPages(300));
        var states = new PageState[300];
        states[7] = PageState.Untrusted;
        byte[] payload = [.. coded.Payload];
        payload.AsSpan(7 * 4096, 4096).Clear();
        var outcome = coded.Code.Repair(
            payload, coded.Parity, states, new PageState[coded.Geometry.ParityPages], coded, TestContext.Current.CancellationToken);
        Assert.True(coded.Geometry.Chains > 1);
        Assert.Single(outcome.Chains);
        Assert.Equal(coded.Payload, payload);
    }

    [Fact]
    public void The_tag_behind_the_parity_is_left_alone()
    {
        var coded = new CodedPages(CodeGeometry.ForPages(10));
        byte[] parity = [.. Enumerable.Repeat((byte)0xAB, coded.Parity.Length)];
        coded.Code.Encode(coded.Payload, parity, TestContext.Current.CancellationToken);
        for (int page = 0; page < coded.Geometry.ParityPages; page++)
        {
            Assert.Equal(coded.Parity.AsSpan(page * 4096, 4080), parity.AsSpan(page * 4096, 4080));
            Assert.All(parity[(page * 4096 + 4080)..(page * 4096 + 4096)], b => Assert.Equal(0xAB, b));
        }
    }

    [Fact]
    public void Buffers_of_the_wrong_length_are_refused()
    {
        var coded = new CodedPages(CodeGeometry.ForPages(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => coded.Code.Encode(new byte[1], coded.Parity, TestContext.Current.CancellationToken));
    }

    private sealed class NeverJudge : IPageJudge
    {
        public bool Accepts(int payloadPage, ReadOnlySpan<byte> page) => false;
    }
}
