namespace ParDef.Runtime.Scrubbing;

/// <summary>Closed by more faults than a limit within a minute, or by one beyond repair; opened by a full pass without a fault. Thread-safe.</summary>
internal sealed class Quarantine(int limit, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Queue<long> _recent = [];
    private bool _isClosed;
    private long _faults;

    /// <summary>True while what is computed should not be relied on.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _isClosed;
            }
        }
    }

    /// <summary>Faults so far.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>A fault was found; true if it has closed the quarantine.</summary>
    public bool Enter(ScrubFinding finding)
    {
        lock (_gate)
        {
            _faults++;
            long now = clock.GetTimestamp();
            while (_recent.TryPeek(out long oldest) && clock.GetElapsedTime(oldest, now) > Window)
            {
                _recent.Dequeue();
            }

            _recent.Enqueue(now);
            bool isTooMany = _recent.Count > limit;
            if (isTooMany)
            {
                // As many as the limit are all that must be remembered.
                _recent.Dequeue();
            }

            bool closes = !_isClosed && (isTooMany || finding == ScrubFinding.PageUnrepairable);
            _isClosed |= closes;
            return closes;
        }
    }

    /// <summary>A full pass has ended; true if it has opened the quarantine.</summary>
    /// <param name="faultsBefore"><see cref="Faults"/> when it began.</param>
    public bool ReleaseIfClean(long faultsBefore)
    {
        lock (_gate)
        {
            if (!_isClosed || _faults != faultsBefore)
            {
                return false;
            }

            _isClosed = false;
            _recent.Clear();
            return true;
        }
    }
}
