using ParDef.Runtime.Scrubbing;

namespace ParDef.Runtime.Tests.Scrubbing;

public sealed class ScrubberTests : IDisposable
{
    private const int Pages = 150;

    private readonly SampleMemory _memory = new(Pages);
    private readonly ManualClock _clock = new();
    private readonly Scrubber _scrubber;
    private readonly List<ScrubEventArgs> _found = [];

    public ScrubberTests()
    {
        _scrubber = new Scrubber(_memory, new ScrubberOptions { Seed = 1 }, _clock);
        _scrubber.Found += (_, found) => _found.Add(found);
    }

    public void Dispose() => _scrubber.Dispose();

    private IEnumerable<ScrubFinding> Findings => _found.Select(found => found.Finding);

    private void RunPass() => _scrubber.RunPass(_ => { });

    [Fact]
    public void A_clean_pass_reads_every_page_and_writes_none()
    {
        var read = new HashSet<int>();
        _memory.Reading = page => read.Add(page);
        RunPass();
        Assert.Equal(Pages, read.Count);
        Assert.Empty(_found);
        Assert.Empty(_memory.Restores);
        Assert.Equal(1, _scrubber.Passes);
    }

    [Fact]
    public void Passes_take_the_pages_in_different_orders()
    {
        var orders = new List<int>[] { [], [] };
        foreach (var order in orders)
        {
            _memory.Reading = order.Add;
            RunPass();
        }

        Assert.NotEqual(orders[0], orders[1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8 * 4096 * 77 + 12345)]
    [InlineData(8 * (4096 * 149 + 1000) - 1)]
    public void A_flipped_bit_is_repaired_in_the_next_pass(long bit)
    {
        _memory.Flip(bit);
        RunPass();
        Assert.Equal(_memory.Pristine, _memory.Live);
        var found = Assert.Single(_found);
        Assert.Equal((ScrubFinding.PageRepaired, (int)(bit / 8 / 4096)), (found.Finding, found.Page));
        RunPass();
        Assert.Single(_found);
    }

    [Fact]
    public void All_pages_wrong_at_once_are_repaired()
    {
        new Random(2).NextBytes(_memory.Live);
        RunPass();
        Assert.Equal(_memory.Pristine, _memory.Live);
        Assert.Equal(Pages, _found.Count);
    }

    [Fact]
    public void A_check_of_all_reports_what_it_found()
    {
        Assert.True(_scrubber.CheckAll(TestContext.Current.CancellationToken).IsClean);
        _memory.Flip(8 * 4096 * 5);
        var report = _scrubber.CheckAll(TestContext.Current.CancellationToken);
        Assert.False(report.IsClean);
        Assert.True(report.IsRight);
        Assert.Equal(5, Assert.Single(report.Findings).Page);
    }

    [Fact]
    public void The_window_begins_with_the_last_clean_check()
    {
        RunPass();
        _clock.Advance(TimeSpan.FromSeconds(7));
        _memory.Flip(1);
        RunPass();
        Assert.InRange(Assert.Single(_found).Window, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.1));
    }

    [Fact]
    public void Answers_in_the_window_are_exposed()
    {
        var ledger = _scrubber.Ledger;
        ledger.End(ledger.Begin(), DoubtPolicy.Withhold);
        RunPass();
        ledger.End(ledger.Begin(), DoubtPolicy.Withhold);
        _memory.Flip(1);
        ledger.End(ledger.Begin(), DoubtPolicy.Withhold);
        bool duringRepair = true;
        _memory.Restored = _ => duringRepair = ledger.End(ledger.Begin(), DoubtPolicy.Withhold);
        RunPass();
        Assert.False(duringRepair);
        Assert.Equal((3, 1, 2), (ledger.Returned, ledger.Withheld, ledger.Exposed));
        Assert.True(ledger.End(ledger.Begin(), DoubtPolicy.Withhold));
    }

    [Fact]
    public void Every_bit_of_a_row_of_the_table_may_flip_without_a_page_being_written()
    {
        for (int bit = 0; bit < 8 * 32; bit++)
        {
            _scrubber.Watch.Table.Bytes[32 * 9 + bit / 8] ^= (byte)(1 << bit % 8);
            RunPass();
            Assert.Equal(ScrubFinding.TableRepaired, Assert.Single(_found).Finding);
            _found.Clear();
            RunPass();
            Assert.Empty(_found);
        }

        Assert.Empty(_memory.Restores);
        Assert.Equal(_memory.Pristine, _memory.Live);
    }

    [Fact]
    public void A_page_and_its_row_may_be_wrong_together()
    {
        _scrubber.Watch.Table.Bytes.Slice(32 * 9, 32).Fill(0xaa);
        _memory.Flip(8 * 4096 * 9 + 3);
        RunPass();
        Assert.Equal([ScrubFinding.PageRepaired, ScrubFinding.TableRepaired], Findings);
        Assert.Equal(_memory.Pristine, _memory.Live);
        RunPass();
        Assert.Equal(2, _found.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_fault_in_the_hash_key_is_outvoted_and_writes_no_page(int copy)
    {
        _scrubber.Watch.Tags.Key.Copy(copy)[77] ^= 1;
        RunPass();
        Assert.Equal(ScrubFinding.TableRepaired, Assert.Single(_found).Finding);
        Assert.Empty(_memory.Restores);
    }

    [Fact]
    public void A_recomputation_that_the_tag_does_not_vouch_for_must_come_out_twice()
    {
        // The table is right, the first recomputation is hit on its way.
        int calls = 0;
        _memory.Recomputing = (_, content) => content.Span[0] ^= (byte)(calls++ == 0 ? 1 : 0);
        _memory.Flip(8 * 4096 * 5);
        RunPass();
        Assert.Equal([ScrubFinding.PageUnrepairable], Findings);
        Assert.Empty(_memory.Restores);
        RunPass();
        Assert.Equal([ScrubFinding.PageUnrepairable, ScrubFinding.PageRepaired], Findings);
        Assert.Equal(_memory.Pristine, _memory.Live);
    }

    [Fact]
    public void A_page_that_is_right_again_is_noticed()
    {
        _memory.Flip(8 * 4096 * 5);
        _memory.Recomputing = (_, _) => _memory.Pristine.CopyTo(_memory.Live, 0);
        _scrubber.Ledger.End(_scrubber.Ledger.Begin(), DoubtPolicy.Withhold);
        RunPass();
        Assert.Equal([ScrubFinding.PageChangedBack], Findings);
        Assert.Empty(_memory.Restores);
        Assert.Equal(1, _scrubber.Ledger.Exposed);
    }

    [Fact]
    public void A_writer_that_answers_every_repair_is_noticed_and_runs_stay_in_doubt()
    {
        _memory.Restored = page => _memory.Flip(8L * 4096 * page);
        _memory.Flip(8 * 4096 * 5);
        RunPass();
        Assert.Equal([ScrubFinding.PageResists], Findings);
        Assert.False(_scrubber.Ledger.End(_scrubber.Ledger.Begin(), DoubtPolicy.Withhold));
        _memory.Restored = _ => { };
        RunPass();
        Assert.Equal([ScrubFinding.PageResists, ScrubFinding.PageRepaired], Findings);
        Assert.True(_scrubber.Ledger.End(_scrubber.Ledger.Begin(), DoubtPolicy.Withhold));
    }

    [Fact]
    public void Nothing_is_written_from_a_copy_that_is_beyond_repair()
    {
        _memory.CanRecompute = false;
        _memory.Flip(8 * 4096 * 5);
        RunPass();
        Assert.Equal([ScrubFinding.PageUnrepairable], Findings);
        Assert.Empty(_memory.Restores);
        Assert.False(_scrubber.CheckAll(TestContext.Current.CancellationToken).IsRight);
    }

    [Fact]
    public void A_handler_that_throws_ends_nothing()
    {
        _scrubber.Found += (_, _) => throw new InvalidOperationException("of the handler");
        _memory.Flip(1);
        RunPass();
        Assert.Equal(_memory.Pristine, _memory.Live);
    }
}
