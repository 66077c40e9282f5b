using ParDef.Runtime.Scrubbing;

namespace ParDef.Runtime.Tests.Scrubbing;

public sealed class ScrubberStateTests : IDisposable
{
    private readonly SampleMemory _memory = new(40);
    private readonly ManualClock _clock = new();
    private readonly Scrubber _scrubber;

    public ScrubberStateTests() => _scrubber = new Scrubber(_memory, new ScrubberOptions { Seed = 1, TolerableFaultsPerMinute = 3 }, _clock);

    public void Dispose() => _scrubber.Dispose();

    private void Fault()
    {
        _memory.Flip(8 * 4096 * 5);
        _scrubber.CheckAll(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void It_is_ready_while_it_watches_only()
    {
        Assert.Equal((ScrubberState.Idle, false), (_scrubber.State, _scrubber.IsReady));
        _scrubber.Start();
        Assert.Equal((ScrubberState.Watching, true), (_scrubber.State, _scrubber.IsReady));
        Assert.Throws<InvalidOperationException>(_scrubber.Start);
        _scrubber.Stop();
        _scrubber.Stop();
        Assert.Equal((ScrubberState.Idle, false), (_scrubber.State, _scrubber.IsReady));
    }

    [Fact]
    public void One_fault_too_many_in_a_minute_is_quarantine_until_a_clean_pass()
    {
        var states = new List<ScrubberState>();
        _scrubber.StateChanged += (_, _) => states.Add(_scrubber.State);
        _scrubber.Start();
        for (int i = 0; i < 3; i++)
        {
            Fault();
        }

        Assert.True(_scrubber.IsReady);
        Fault();
        Assert.Equal(ScrubberState.Quarantined, _scrubber.State);
        _scrubber.CheckAll(TestContext.Current.CancellationToken);
        Assert.True(_scrubber.IsReady);
        Assert.Equal([ScrubberState.Watching, ScrubberState.Quarantined, ScrubberState.Watching], states);
    }

    [Fact]
    public void A_writer_in_every_pass_keeps_the_quarantine_closed()
    {
        _scrubber.Start();
        for (int i = 0; i < 10; i++)
        {
            Fault();
        }

        Assert.False(_scrubber.IsReady);
    }

    [Fact]
    public void Faults_that_are_far_apart_are_tolerated()
    {
        var quarantine = new Quarantine(3, _clock);
        for (int i = 0; i < 20; i++)
        {
            Assert.False(quarantine.Enter(ScrubFinding.PageRepaired));
            _clock.Advance(TimeSpan.FromSeconds(21));
        }

        Assert.False(quarantine.IsClosed);
        Assert.Equal(20, quarantine.Faults);
    }

    [Fact]
    public void One_fault_beyond_repair_is_quarantine()
    {
        _scrubber.Start();
        _memory.CanRecompute = false;
        Fault();
        Assert.Equal(ScrubberState.Quarantined, _scrubber.State);
    }

    [Fact]
    public void Passes_that_do_not_end_are_said_by_the_watchdog()
    {
        using var reading = new ManualResetEventSlim();
        _memory.Reading = _ => reading.Wait(TestContext.Current.CancellationToken);
        var states = new List<ScrubberState>();
        _scrubber.StateChanged += (_, _) => states.Add(_scrubber.State);
        _scrubber.Start();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(ScrubberState.Stalled, states);
        Assert.False(_scrubber.IsReady);
        reading.Set();
        _scrubber.Stop();
    }

    [Fact]
    public async Task A_thread_that_died_is_started_again()
    {
        using var scrubber = new Scrubber(_memory, new ScrubberOptions { BytesPerSecond = long.MaxValue / 4 });
        int reads = 0;
        _memory.Reading = _ =>
        {
            if (Interlocked.Increment(ref reads) == 100)
            {
                throw new InvalidOperationException("of the memory");
            }
        };
        scrubber.Start();
        var cancellation = TestContext.Current.CancellationToken;
        while (scrubber.Passes < 10)
        {
            await Task.Delay(10, cancellation);
        }

        Assert.True(Volatile.Read(ref reads) > 100);
    }

    [Fact]
    public async Task In_the_background_it_finds_and_repairs()
    {
        using var scrubber = new Scrubber(_memory);
        var found = new TaskCompletionSource<ScrubEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        scrubber.Found += (_, finding) => found.TrySetResult(finding);
        scrubber.Start();
        _memory.Flip(8 * 4096 * 7);
        var finding = await found.Task.WaitAsync(TestContext.Current.CancellationToken);
        scrubber.Stop();
        Assert.Equal((ScrubFinding.PageRepaired, 7), (finding.Finding, finding.Page));
        Assert.Equal(_memory.Pristine, _memory.Live);
    }

    [Fact]
    public void Options_that_mean_nothing_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Scrubber(_memory, new ScrubberOptions { BytesPerSecond = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Scrubber(_memory, new ScrubberOptions { TolerableFaultsPerMinute = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Scrubber(_memory, new ScrubberOptions { StalledAfter = TimeSpan.Zero }));
    }

    [Fact]
    public void The_default_rate_ends_a_pass_within_a_second_up_to_256_mebibytes()
    {
        foreach (long bytes in (long[])[4096, 1 << 20, 57 << 20, 256 << 20])
        {
            Assert.True(new ScrubberOptions().RateFor(bytes) * 0.8 >= bytes);
        }

        Assert.Equal(320 << 20, new ScrubberOptions().RateFor(1L << 34));
    }
}
