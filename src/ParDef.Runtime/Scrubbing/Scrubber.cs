using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ParDef.Runtime.Scrubbing;

/// <summary>
/// Watches memory in the background: checks every page by a keyed hash in an order and at times that nobody can foresee, restores what is wrong from the coded copy, and raises an alarm if that happens too often. Thread-safe.
/// </summary>
/// <remarks>
/// The tags of the pages are taken when the scrubber is made, so their content must have been verified just before. While <see cref="IsReady"/> is false, what is computed from the memory should not be relied on.
/// </remarks>
public sealed class Scrubber : IDisposable
{
    private static int _hasSaidNotLocked;

    private readonly ScrubberOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly PageWatch _watch;
    private readonly ScrubMetrics _metrics;
    private readonly Quarantine _quarantine;
    private readonly long _bytesPerSecond;
    private readonly TimeSpan _stalledAfter;
    private readonly Lock _gate = new();
    private ulong _random;
    private CancellationTokenSource? _stopping;
    private Thread? _thread;
    private ITimer? _watchdog;
    private ScrubberState _lastState = ScrubberState.Idle;
    private long _lastPass;
    private long _passes;

    /// <summary>A scrubber that is not started yet.</summary>
    /// <param name="memory">What to watch; every page must be right at this moment.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <param name="clock">The clock, or null for the system's.</param>
    /// <param name="logger">Where to say what was found, or null.</param>
    public Scrubber(IWatchedMemory memory, ScrubberOptions? options = null, TimeProvider? clock = null, ILogger<Scrubber>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentOutOfRangeException.ThrowIfLessThan(memory.PageCount, 1);
        _options = options ?? new ScrubberOptions();
        _options.Validate();
        _clock = clock ?? TimeProvider.System;
        _logger = logger ?? (ILogger)NullLogger.Instance;
        _random = _options.Seed ?? BitConverter.ToUInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(ulong)));
        _watch = new PageWatch(memory, _clock);
        _quarantine = new Quarantine(_options.TolerableFaultsPerMinute, _clock);
        _bytesPerSecond = _options.RateFor(_watch.Bytes);
        _stalledAfter = _options.StalledAfter ?? TimeSpan.FromSeconds(Math.Max(2, 4.0 * _watch.Bytes / _bytesPerSecond));
        _metrics = new ScrubMetrics(_options.Model, Ledger, () => IsReady);
        if (!(_watch.Table.IsLocked && _watch.Tags.Key.IsLocked) && Interlocked.Exchange(ref _hasSaidNotLocked, 1) == 0)
        {
            ScrubLog.NotLocked(_logger);
        }
    }

    /// <summary>Something was found. Raised on the thread that found it, after the repair; handlers should be quick.</summary>
    public event EventHandler<ScrubEventArgs>? Found;

    /// <summary><see cref="State"/> has changed.</summary>
    public event EventHandler? StateChanged;

    /// <summary>Which answers may come from wrong weights; sessions enter their runs here.</summary>
    public ExposureLedger Ledger => _watch.Ledger;

    /// <summary>What the scrubber is doing.</summary>
    public ScrubberState State
    {
        get
        {
            lock (_gate)
            {
                return _thread is null ? ScrubberState.Idle
                    : _clock.GetElapsedTime(_lastPass) > _stalledAfter ? ScrubberState.Stalled
                    : _quarantine.IsClosed ? ScrubberState.Quarantined
                    : ScrubberState.Watching;
            }
        }
    }

    /// <summary>True while the memory is watched and no alarm is on.</summary>
    public bool IsReady => State == ScrubberState.Watching;

    /// <summary>True after too many faults, or one beyond repair, until a full pass finds none; also while the watch does not get on.</summary>
    internal bool IsQuarantined => _quarantine.IsClosed;

    /// <summary>Passes over all pages so far, those of <see cref="CheckAll"/> not counted.</summary>
    public long Passes => Interlocked.Read(ref _passes);

    /// <summary>Faults found so far.</summary>
    public long Faults => _quarantine.Faults;

    /// <summary>Keys and table, for those who inject faults.</summary>
    internal PageWatch Watch => _watch;

    /// <summary>Begins to watch, at a random moment within a pass.</summary>
    /// <exception cref="InvalidOperationException">It watches already.</exception>
    public void Start()
    {
        lock (_gate)
        {
            if (_thread is not null)
            {
                throw new InvalidOperationException("the scrubber watches already");
            }

            _stopping = new CancellationTokenSource();
            _lastPass = _clock.GetTimestamp();
            StartThread();
            var period = _stalledAfter / 4;
            _watchdog = _clock.CreateTimer(_ => Supervise(), null, period, period);
        }

        SayState();
    }

    /// <summary>Stops watching; what was found remains. Does nothing if it does not watch.</summary>
    public void Stop()
    {
        Thread? thread;
        lock (_gate)
        {
            thread = _thread;
            _thread = null;
            _watchdog?.Dispose();
            _stopping?.Cancel();
        }

        // A handler may stop the scrubber that called it.
        if (thread is not null && thread != Thread.CurrentThread)
        {
            thread.Join();
        }

        SayState();
    }

    /// <summary>Checks every page now, on this thread, and repairs what can be repaired: before a run, it closes the window of exposure to the time of the check.</summary>
    public ScrubReport CheckAll(CancellationToken cancellation = default)
    {
        var findings = new List<ScrubEventArgs>();
        long before = _quarantine.Faults;
        Span<int> batch = stackalloc int[PageTags.BatchPages];
        for (int page = 0; page < _watch.Count; page += batch.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            int pages = Math.Min(batch.Length, _watch.Count - page);
            for (int i = 0; i < pages; i++)
            {
                batch[i] = page + i;
            }

            CheckBatch(batch[..pages], findings);
        }

        _watch.CheckKey(findings);
        Report(findings);
        ReleaseIfClean(before);
        return new ScrubReport(findings);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _metrics.Dispose();
        _watch.Dispose();
        _stopping?.Dispose();
    }

    /// <summary>One pass over all pages in a new order.</summary>
    /// <param name="pause">Called with the bytes of every batch.</param>
    internal void RunPass(Action<long> pause)
    {
        long began = _clock.GetTimestamp(), before = _quarantine.Faults;
        var order = new PageOrder(_watch.Count, NextRandom());
        var findings = new List<ScrubEventArgs>();
        Span<int> batch = stackalloc int[PageTags.BatchPages];
        for (int position = 0; position < _watch.Count; position += batch.Length)
        {
            int pages = Math.Min(batch.Length, _watch.Count - position);
            for (int i = 0; i < pages; i++)
            {
                batch[i] = order[position + i];
            }

            long bytes = CheckBatch(batch[..pages], findings);
            Report(findings);
            findings.Clear();
            pause(bytes);
        }

        _watch.CheckKey(findings);
        Report(findings);
        CompletePass(began, before);
    }

    private void StartThread()
    {
        var stopping = _stopping!.Token;
        _thread = new Thread(() => Run(stopping)) { IsBackground = true, Name = "ParDef scrubber" };
        _thread.Start();
    }

    private void Run(CancellationToken stopping)
    {
        try
        {
            var pace = new Pace(_bytesPerSecond, _clock, NextRandom);
            Wait(TimeSpan.FromSeconds(NextRandom() / (double)ulong.MaxValue * Math.Min(1, (double)_watch.Bytes / _bytesPerSecond)), stopping);
            while (true)
            {
                RunPass(bytes => Wait(pace.After(bytes), stopping));
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // Whatever ends the thread is said, and the watchdog starts another.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            ScrubLog.Failed(_logger, _options.Model, failure);
        }
    }

    private void Wait(TimeSpan time, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();

        // The system's timers do not know less.
        if (time >= TimeSpan.FromMilliseconds(1))
        {
            Task.Delay(time, _clock, stopping).GetAwaiter().GetResult();
        }
    }

    private long CheckBatch(ReadOnlySpan<int> pages, List<ScrubEventArgs> findings)
    {
        long bytes = _watch.Check(pages, findings);
        _metrics.Checked(bytes);
        return bytes;
    }

    private void CompletePass(long began, long faultsBefore)
    {
        long oldest = began;
        for (int page = 0; page < _watch.Count; page++)
        {
            oldest = Math.Min(oldest, _watch.LastCheck(page));
        }

        Ledger.Forget(oldest);
        _metrics.PassCompleted();
        Interlocked.Increment(ref _passes);
        lock (_gate)
        {
            _lastPass = _clock.GetTimestamp();
        }

        ReleaseIfClean(faultsBefore);
    }

    private void ReleaseIfClean(long faultsBefore)
    {
        if (_quarantine.ReleaseIfClean(faultsBefore))
        {
            ScrubLog.Released(_logger, _options.Model);
        }

        SayState();
    }

    private void Report(List<ScrubEventArgs> findings)
    {
        foreach (var found in findings)
        {
            _metrics.Found(found);
            ScrubLog.Found(_logger, _options.Model, found.Page, found.Finding, found.Window);
            if (found.Finding == ScrubFinding.PageUnrepairable)
            {
                ScrubLog.Unrepairable(_logger, _options.Model, found.Page);
            }

            if (_quarantine.Enter(found.Finding))
            {
                ScrubLog.Quarantined(_logger, _options.Model);
            }

            Raise(() => Found?.Invoke(this, found));
        }

        SayState();
    }

    /// <summary>The watchdog: says that passes do not end, and starts the thread again if it has died.</summary>
    private void Supervise()
    {
        lock (_gate)
        {
            if (_thread is { IsAlive: false })
            {
                StartThread();
            }
        }

        SayState();
    }

    private void SayState()
    {
        var state = State;
        lock (_gate)
        {
            if (state == _lastState)
            {
                return;
            }

            _lastState = state;
        }

        if (state is ScrubberState.Stalled)
        {
            ScrubLog.Changed(_logger, _options.Model, state);
        }

        Raise(() => StateChanged?.Invoke(this, EventArgs.Empty));
    }

    private void Raise(Action handlers)
    {
        try
        {
            handlers();
        }
#pragma warning disable CA1031 // A handler of somebody else must not end the watch.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            ScrubLog.HandlerFailed(_logger, _options.Model, failure);
        }
    }

    private ulong NextRandom()
    {
        unchecked
        {
            return PageOrder.Mix(_random += 0x9e3779b97f4a7c15);
        }
    }
}
