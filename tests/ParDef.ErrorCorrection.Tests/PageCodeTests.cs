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

    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void One_and_a_half_percent_is_corrected_at_every_lifting_size(int blockBytes)
    {
        var coded = new CodedPages(Ladder(blockBytes));
        var (outcome, payload, parity) = coded.RepairFlips(0.015, 12);
        Assert.True(outcome.Succeeded);
        Assert.Equal(RepairMethod.Soft, Assert.Single(outcome.Chains).Method);
        Assert.Equal(coded.Payload, payload);
        Assert.Equal(coded.Parity, parity);
    }

    [Theory]
    [InlineData(51, 0.008)]
    [InlineData(10, 0.045)]
    [InlineData(5, 0.085)]
    public void Other_rates_correct_what_they_are_made_for(int informationBlocks, double share)
    {
        var coded = new CodedPages(CodeGeometry.Create(informationBlocks * 64 * 128 / 4096, informationBlocks, 128, 64, 1));
        var (outcome, payload, _) = coded.RepairFlips(share, 13);
        Assert.True(outcome.Succeeded);
        Assert.Equal(coded.Payload, payload);
    }

    [Fact]
    public void A_burst_and_flips_together_leave_no_page_to_trust_and_are_corrected()
    {
        var coded = new CodedPages(CodeGeometry.Create(67, 27, 128, 80, 1));
        for (int start = 0; start < coded.Geometry.PayloadPages + coded.Geometry.ParityPages - 4; start += 12)
        {
            var (outcome, payload, parity) = coded.RepairFlips(0.005, 14, lost: [.. Enumerable.Range(start, 4)]);
            Assert.True(outcome.Succeeded, $"4 pages from {start}");
            Assert.Equal(coded.Payload, payload);
            Assert.Equal(coded.Parity, parity);
        }
    }

    [Theory]
    [InlineData(0.25, 0.12)]
    [InlineData(0.5, 0.04)]
    public void Heavily_flipped_pages_are_corrected_from_trusted_ones(double badPages, double share)
    {
        var coded = new CodedPages(CodeGeometry.Create(67, 27, 128, 80, 1));
        Assert.True(coded.RepairsFlipsIn((int)(badPages * 80), share, 15));
    }

    [Theory]
    [InlineData(0.004)]
    [InlineData(0.012)]
    public void All_kernel_sets_code_and_repair_alike(double share)
    {
        var geometry = CodeGeometry.ForPages(20);
        var expected = new CodedPages(geometry, kernels: KernelSet.Scalar);
        var repaired = expected.RepairFlips(share, 5);
        foreach (var set in KernelSet.All.Where(set => set.IsSupported))
        {
            var coded = new CodedPages(geometry, kernels: set);
            Assert.Equal(expected.Parity, coded.Parity);
            var (outcome, payload, parity) = coded.RepairFlips(share, 5);
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
        var coded = new CodedPages(CodeGeometry.ForPages(1000));
        var states = new PageState[1000];
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
