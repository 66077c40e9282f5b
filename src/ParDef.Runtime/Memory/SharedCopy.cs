using ParDef.Artifacts.Opening;

namespace ParDef.Runtime.Memory;

/// <summary>The coded copy of a model and of all its sessions; its key is zeroed when the last of them is disposed.</summary>
internal sealed class SharedCopy : IDisposable
{
    private readonly Counter _counter;
    private int _isDisposed;

    /// <summary>The first holder of a copy, which it owns.</summary>
    public SharedCopy(CodedCopy copy)
        : this(copy, new Counter())
    {
    }

    private SharedCopy(CodedCopy copy, Counter counter)
    {
        Copy = copy;
        _counter = counter;
        Interlocked.Increment(ref counter.Holders);
    }

    /// <summary>The copy.</summary>
    public CodedCopy Copy { get; }

    /// <summary>Another holder; this one must not be disposed yet.</summary>
    public SharedCopy Share() => new(Copy, _counter);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0 && Interlocked.Decrement(ref _counter.Holders) == 0)
        {
            Copy.Dispose();
        }
    }

    private sealed class Counter
    {
        public int Holders;
    }
}
