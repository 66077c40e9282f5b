using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using ParDef.Artifacts.Errors;
using ParDef.Runtime.Liveness;
using ParDef.Runtime.Loading;
using ParDef.Runtime.Memory;
using ParDef.Runtime.Scrubbing;
using ErrorCode = ParDef.Artifacts.Errors.ErrorCode;

namespace ParDef.Runtime.Sessions;

/// <summary>
/// A session of the native engine over weights that this process owns and watches. Safe for concurrent use; disposing it waits for no run and cuts none off: the memory is
/// freed when the last one has ended.
/// </summary>
public sealed class ProtectedSession : IDisposable
{
    private readonly LoadedEngine _engine;
    private readonly SharedCopy _copy;
    private readonly RunOptions _options = new();

    // Runs in flight, and one for the object itself until it is disposed.
    private int _users = 1;
    private int _isDisposed;

    internal ProtectedSession(LoadedEngine engine, SharedCopy copy, SessionSettings settings, ILogger<Scrubber>? logger)
    {
        _engine = engine;
        _copy = copy.Share();
        Weights = new WatchedWeights(engine.Pages, engine.Words, new CodedWeights(copy.Copy, engine.Words.Tensors));
        Coded = new WatchedCopy(copy.Copy);
        Watch = settings.Watch is { } options && Weights.PageCount > 0 ? new SessionWatch(Weights, Coded, settings, options, logger) : null;
    }

    /// <summary>What the model takes: name, element type and shape, negative where the model leaves an extent free.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _engine.Engine.Session.InputMetadata;

    /// <summary>What it gives.</summary>
    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _engine.Engine.Session.OutputMetadata;

    /// <summary>What was found of every tensor when the session was made; null if no inputs were found that the model computes something from.</summary>
    public LivenessReport? Liveness => _engine.Liveness;

    /// <summary>The watch over both memories; null under settings without one, and for a model without weights.</summary>
    public SessionWatch? Watch { get; }

    /// <summary>The memory that the engine reads weights from. Another watch over it must have ended when the session is disposed.</summary>
    public IWatchedMemory Weights { get; }

    /// <summary>The coded copy in memory that repairs are made from; it repairs itself.</summary>
    public IWatchedMemory Coded { get; }

    /// <summary>Runs the model.</summary>
    /// <param name="inputs">A value for every input, by name; they stay the caller's.</param>
    /// <param name="outputs">Names of the outputs that are wanted; null for all.</param>
    /// <returns>The outputs, in the order of their names; the caller disposes them.</returns>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    /// <exception cref="OnnxRuntimeException">The inputs do not fit the model.</exception>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Damaged"/>: the answer may be wrong, and the settings say that it is withheld then.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(IReadOnlyDictionary<string, OrtValue> inputs, IReadOnlyCollection<string>? outputs = null)
    {
        Enter();
        try
        {
            var session = _engine.Engine.Session;
            return Watch is null
                ? session.Run(_options, inputs, outputs ?? session.OutputNames)
                : Watch.Run(() => session.Run(_options, inputs, outputs ?? session.OutputNames));
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            Leave();
        }
    }

    private void Enter()
    {
        // Counted first and looked at then, so that the last user of a disposed session is the one that frees it.
        int users = Volatile.Read(ref _users);
        while (users > 0 && _isDisposed == 0)
        {
            int before = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (before == users)
            {
                return;
            }

            users = before;
        }

        throw new ObjectDisposedException(nameof(ProtectedSession));
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            Watch?.Dispose();
            _options.Dispose();
            _engine.Dispose();
            _copy.Dispose();
        }
    }
}
