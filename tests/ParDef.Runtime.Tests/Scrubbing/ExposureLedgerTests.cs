using ParDef.Runtime.Scrubbing;

namespace ParDef.Runtime.Tests.Scrubbing;

public class ExposureLedgerTests
{
    private readonly ManualClock _clock = new();
    private readonly ExposureLedger _ledger;

    public ExposureLedgerTests() => _ledger = new ExposureLedger(_clock);

    private bool Run(DoubtPolicy policy = DoubtPolicy.Withhold) => _ledger.End(_ledger.Begin(), policy);

    [Fact]
    public void Without_a_fault_everything_is_returned()
    {
        Assert.True(Run());
        Assert.Equal((1, 0, 0), (_ledger.Returned, _ledger.Withheld, _ledger.Exposed));
    }

    [Fact]
    public void Answers_since_the_last_clean_check_are_exposed_and_earlier_ones_are_not()
    {
        Run();
        long lastCheck = _clock.GetTimestamp();
        Run();
        Run();
        _ledger.Enter(3, lastCheck);
        _ledger.Leave(3);
        Assert.Equal(2, _ledger.Exposed);
    }

    [Fact]
    public void A_run_that_began_before_the_check_and_ended_after_it_is_exposed()
    {
        var run = _ledger.Begin();
        long lastCheck = _clock.GetTimestamp();
        Assert.True(_ledger.End(run, DoubtPolicy.Withhold));
        _ledger.Enter(3, lastCheck);
        Assert.Equal(1, _ledger.Exposed);
    }

    [Fact]
    public void A_run_that_overlaps_with_a_repair_is_withheld_and_a_later_one_is_not()
    {
        var run = _ledger.Begin();
        long lastCheck = _clock.GetTimestamp();
        _ledger.Enter(3, lastCheck);
        Assert.False(Run());
        _ledger.Leave(3);
        Assert.False(_ledger.End(run, DoubtPolicy.Withhold));
        Assert.True(Run());
        Assert.Equal((1, 2, 0), (_ledger.Returned, _ledger.Withheld, _ledger.Exposed));
    }

    [Fact]
    public void Doubt_lasts_until_the_last_wrong_page_is_right()
    {
        _ledger.Enter(3, 0);
        _ledger.Enter(4, 0);
        _ledger.Leave(3);
        Assert.False(Run());
        _ledger.Leave(4);
        Assert.True(Run());
    }

    [Fact]
    public void A_suspicion_that_proves_empty_exposes_nothing()
    {
        Run();
        _ledger.Suspect();
        Assert.False(Run());
        _ledger.Settle();
        Assert.True(Run());
        Assert.Equal(0, _ledger.Exposed);
    }

    [Fact]
    public void Under_the_other_policy_a_doubtful_answer_is_returned_and_counted_once()
    {
        long lastCheck = _clock.GetTimestamp();
        _ledger.Enter(3, lastCheck);
        Assert.True(Run(DoubtPolicy.Return));
        _ledger.Enter(4, lastCheck);
        Assert.Equal((1, 0, 1), (_ledger.Returned, _ledger.Withheld, _ledger.Exposed));
    }

    [Fact]
    public void Two_faults_count_an_answer_once()
    {
        long lastCheck = _clock.GetTimestamp();
        Run();
        _ledger.Enter(3, lastCheck);
        _ledger.Enter(4, lastCheck);
        Assert.Equal(1, _ledger.Exposed);
    }

    [Fact]
    public void What_is_forgotten_too_early_counts_as_exposed()
    {
        long lastCheck = _clock.GetTimestamp();
        const int runs = 70_000;
        for (int i = 0; i < runs; i++)
        {
            Run();
        }

        _ledger.Enter(3, lastCheck);
        Assert.Equal(runs, _ledger.Exposed);
    }

    [Fact]
    public void What_is_known_to_be_right_is_forgotten()
    {
        for (int i = 0; i < 70_000; i++)
        {
            Run();
        }

        long lastCheck = _clock.GetTimestamp();
        _ledger.Forget(lastCheck);
        Run();
        _ledger.Enter(3, lastCheck);
        Assert.Equal(1, _ledger.Exposed);
    }
}
