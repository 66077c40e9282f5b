using ParDef.Artifacts.Errors;
using ParDef.Runtime.Scrubbing;
using ParDef.Runtime.Sessions;
using ParDef.Runtime.Tests.Samples;

namespace ParDef.Runtime.Tests.Sessions;

/// <summary>A session that watches its own memory.</summary>
public sealed class SessionWatchTests
{
    // So slow that what is found is found by the checks of the session itself.
    private static readonly ScrubberOptions Slow = new() { BytesPerSecond = 1 };

    [Fact]
    public void A_change_is_found_by_the_watch_and_repaired()
    {
        using var artifact = new Artifact(Models.Embedded);
        using var opened = artifact.Open();
        using var session = opened.CreateSession(new SessionSettings { Threads = 1 });
        using var found = new ManualResetEventSlim();
        session.Watch!.Weights.Found += (_, _) => found.Set();
        var before = session.Weights.Page(0).ToArray();
        Spoil(session.Weights, 0);
        Assert.True(found.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.Equal(before, session.Weights.Page(0).ToArray());
        Assert.Equal(1, session.Watch.Weights.Faults);
    }

    [Fact]
    public void Weights_that_are_checked_before_each_run_never_give_a_wrong_answer()
    {
        using var artifact = new Artifact(Models.Embedded);
        using var opened = artifact.Open();
        using var session = opened.CreateSession(new SessionSettings
        {
            Threads = 1,
            Watch = Slow with { TolerableFaultsPerMinute = 1000 },
            CheckBeforeRun = true,
        });
        var right = Outputs.Of(session);
        for (int page = 0; page < session.Weights.PageCount; page += 20)
        {
            Spoil(session.Weights, page);
            Assert.Equal(right, Outputs.Of(session));
        }

        Assert.Equal((session.Weights.PageCount + 19) / 20, session.Watch!.Weights.Faults);
    }

    [Fact]
    public void Too_many_changes_stop_the_answers_until_a_check_is_clean()
    {
        using var artifact = new Artifact(Models.Embedded);
        using var opened = artifact.Open();
        using var session = opened.CreateSession(new SessionSettings
        {
            Threads = 1,
            Watch = Slow with { TolerableFaultsPerMinute = 0 },
            CheckBeforeRun = true,
        });
        var right = Outputs.Of(session);
        Spoil(session.Weights, 3);
        var refusal = Assert.Throws<ParDefException>(() => Outputs.Of(session));
        Assert.Equal(ErrorCode.Damaged, refusal.Code);
        Assert.False(session.Watch!.IsReady);
        Assert.Equal(right, Outputs.Of(session));
        Assert.True(session.Watch.IsReady);
    }

    [Fact]
    public void Answers_in_doubt_are_counted_where_they_are_returned()
    {
        using var artifact = new Artifact(Models.Embedded);
        using var opened = artifact.Open();
        using var session = opened.CreateSession(new SessionSettings { Threads = 1, Watch = Slow, Doubt = DoubtPolicy.Return });
        var right = Outputs.Of(session);
        Spoil(session.Weights, 0);
        Assert.NotEqual(right, Outputs.Of(session));
        session.Watch!.Weights.CheckAll(TestContext.Current.CancellationToken);
        Assert.Equal(right, Outputs.Of(session));
        var ledger = session.Watch.Weights.Ledger;
        Assert.Equal(3, ledger.Returned);
        Assert.InRange(ledger.Exposed, 1, 2);
    }

    private static void Spoil(IWatchedMemory memory, int page)
    {
        var wrong = memory.Page(page).ToArray();
        for (int i = 2; i < wrong.Length; i += 4)
        {
            wrong[i] ^= 0x40;
        }

        memory.Restore(page, wrong);
    }
}
