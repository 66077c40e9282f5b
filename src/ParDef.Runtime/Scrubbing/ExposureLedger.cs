namespace ParDef.Runtime.Scrubbing;

/// <summary>
/// Which answers may have been computed from wrong weights. A wrong page casts doubt on every run that overlaps with [start of its last clean check, its repair]: a run that ends in doubt can be withheld, and
/// answers that had been returned before the fault was found are counted as exposed. Thread-safe.
/// </summary>
/// <remarks>
/// A session calls <see cref="Begin"/> before it runs and <see cref="End"/> after it, before the caller sees the answer. Returned runs are remembered until every page was found right after them, 65,536 at most; older
/// ones are then counted as exposed whenever they may be.
/// </remarks>
public sealed class ExposureLedger
{
    private const int MostRemembered = 1 << 16;

    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly HashSet<int> _wrongPages = [];

    // A ring of returned runs, in the order in which they ended.
    private readonly long[] _ends = new long[MostRemembered];
    private readonly bool[] _areExposed = new bool[MostRemembered];
    private int _first;
    private int _remembered;
    private long _forgottenUntil;
    private long _forgotten;

    private int _suspicions;
    private long _latestRepair = long.MinValue;
    private long _returned;
    private long _withheld;
    private long _exposed;

    /// <summary>An empty ledger.</summary>
    /// <param name="clock">The clock of the scrubber.</param>
    public ExposureLedger(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
    }

    /// <summary>Answers that callers got.</summary>
    public long Returned => Interlocked.Read(ref _returned);

    /// <summary>Answers that callers did not get, since a page was in doubt.</summary>
    public long Withheld => Interlocked.Read(ref _withheld);

    /// <summary>Of the returned answers those that overlap with a time in which a page may have been wrong: an upper bound on the wrong ones.</summary>
    public long Exposed => Interlocked.Read(ref _exposed);

    /// <summary>A run begins.</summary>
    public RunTicket Begin()
    {
        // Not under the lock: a repair that is entered between the two takes a later time, and the run is in doubt.
        return new RunTicket(_clock.GetTimestamp());
    }

    /// <summary>A run has ended; called before its answer is returned.</summary>
    /// <param name="run">The run.</param>
    /// <param name="policy">What becomes of an answer in doubt.</param>
    /// <returns>True if the answer may be returned; false if it is to be withheld.</returns>
    public bool End(RunTicket run, DoubtPolicy policy)
    {
        lock (_gate)
        {
            bool isDoubtful = _suspicions > 0 || _wrongPages.Count > 0 || _latestRepair >= run.Start;
            if (isDoubtful && policy == DoubtPolicy.Withhold)
            {
                _withheld++;
                return false;
            }

            _returned++;
            if (isDoubtful)
            {
                _exposed++;
            }

            Remember(_clock.GetTimestamp(), isDoubtful);
            return true;
        }
    }

    /// <summary>A tag differs and it is not known yet why: until <see cref="Settle"/>, runs end in doubt.</summary>
    internal void Suspect()
    {
        lock (_gate)
        {
            _suspicions++;
        }
    }

    /// <summary>It is known why.</summary>
    internal void Settle()
    {
        lock (_gate)
        {
            _suspicions--;
        }
    }

    /// <summary>A page is wrong: answers returned since its last clean check are exposed, and runs end in doubt until it is right.</summary>
    internal void Enter(int page, long lastCheck)
    {
        lock (_gate)
        {
            _wrongPages.Add(page);
            for (int i = _remembered - 1; i >= 0; i--)
            {
                int slot = (_first + i) % MostRemembered;
                if (_ends[slot] < lastCheck)
                {
                    return;
                }

                if (!_areExposed[slot])
                {
                    _areExposed[slot] = true;
                    _exposed++;
                }
            }

            if (_forgottenUntil >= lastCheck)
            {
                _exposed += _forgotten;
                _forgotten = 0;
            }
        }
    }

    /// <summary>A page is right again.</summary>
    internal void Leave(int page)
    {
        lock (_gate)
        {
            if (_wrongPages.Remove(page))
            {
                _latestRepair = _clock.GetTimestamp();
            }
        }
    }

    /// <summary>Every page was found right at or after a time: earlier runs need not be remembered.</summary>
    internal void Forget(long before)
    {
        lock (_gate)
        {
            while (_remembered > 0 && _ends[_first] < before)
            {
                _first = (_first + 1) % MostRemembered;
                _remembered--;
            }

            if (_forgottenUntil < before)
            {
                _forgotten = 0;
            }
        }
    }

    private void Remember(long end, bool isExposed)
    {
        if (_remembered == MostRemembered)
        {
            _forgottenUntil = _ends[_first];
            _forgotten += _areExposed[_first] ? 0 : 1;
            _first = (_first + 1) % MostRemembered;
            _remembered--;
        }

        int slot = (_first + _remembered++) % MostRemembered;
        _ends[slot] = end;
        _areExposed[slot] = isExposed;
    }
}
