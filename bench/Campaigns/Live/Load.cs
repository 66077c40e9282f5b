using System.Buffers.Binary;
using System.Collections.Concurrent;
using ParDef.Attacks.Faults;
using ParDef.Attacks.Strikes;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Campaigns.Live;

/// <summary>
/// Threads that compute answers from the memory while it is struck: an answer is a sum over some pages, and the referee knows what it must be. Each is entered in the scrubber's ledger as a session would, under the strict policy.
/// </summary>
internal sealed class Load : IDisposable
{
    private const int PagesOfAnswer = 16;

    private readonly IWatchedMemory _memory;
    private readonly ExposureLedger _ledger;
    private readonly ulong[] _sums;
    private readonly Thread[] _threads;
    private volatile bool _isEnding;
    private readonly ConcurrentQueue<(long Before, long After)> _wrongReturned = [];
    private long _wrongWithheld;

    public Load(IWatchedMemory memory, PristineOracle oracle, ExposureLedger ledger, int threads, ulong seed)
    {
        _memory = memory;
        _ledger = ledger;
        _sums = [.. Enumerable.Range(0, memory.PageCount).Select(page => Sum(oracle.Page(page)))];
        _threads = [.. Enumerable.Range(0, threads).Select(number => new Thread(() => Run(new SeededRandom(seed + (ulong)number))))];
        foreach (var thread in _threads)
        {
            thread.Start();
        }
    }

    /// <summary>Wrong answers that were returned: of each a time before and one after it was.</summary>
    public IReadOnlyCollection<(long Before, long After)> WrongReturned => _wrongReturned;

    /// <summary>Wrong answers that were withheld.</summary>
    public long WrongWithheld => Interlocked.Read(ref _wrongWithheld);

    public void Dispose()
    {
        _isEnding = true;
        foreach (var thread in _threads)
        {
            thread.Join();
        }
    }

    private static ulong Sum(ReadOnlySpan<byte> page)
    {
        ulong sum = 0;
        for (int i = 0; i + sizeof(ulong) <= page.Length; i += sizeof(ulong))
        {
            sum = unchecked(sum * 31 + BinaryPrimitives.ReadUInt64LittleEndian(page[i..]));
        }

        return sum;
    }

    private void Run(SeededRandom random)
    {
        while (!_isEnding)
        {
            var run = _ledger.Begin();
            bool isRight = true;
            int first = (int)random.Below(_memory.PageCount);
            for (int i = 0; i < PagesOfAnswer; i++)
            {
                int page = (first + i) % _memory.PageCount;
                isRight &= Sum(_memory.Page(page)) == _sums[page];
            }

            long before = TimeProvider.System.GetTimestamp();
            bool isReturned = _ledger.End(run, DoubtPolicy.Withhold);
            if (!isRight && isReturned)
            {
                _wrongReturned.Enqueue((before, TimeProvider.System.GetTimestamp()));
            }
            else if (!isRight)
            {
                Interlocked.Increment(ref _wrongWithheld);
            }
        }
    }
}
