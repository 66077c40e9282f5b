using Microsoft.Extensions.Logging;
using ParDef.Artifacts.Errors;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Runtime.Sessions;

/// <summary>The watch over a session: over the weights that its engine reads, and over the coded copy that they are repaired from. Thread-safe.</summary>
public sealed class SessionWatch : IDisposable
{
    private const int MostAttempts = 3;

    private readonly DoubtPolicy _doubt;
    private readonly bool _checksBeforeRun;

    internal SessionWatch(IWatchedMemory weights, IWatchedMemory coded, SessionSettings settings, ScrubberOptions options, ILogger<Scrubber>? logger)
    {
        _doubt = settings.Doubt;
        _checksBeforeRun = settings.CheckBeforeRun;
        Weights = new Scrubber(weights, options, logger: logger);
        Coded = new Scrubber(coded, options with { Model = $"{options.Model} (coded copy)" }, logger: logger);
        Weights.Start();
        Coded.Start();
    }

    /// <summary>Watches what the engine reads; its ledger counts answers.</summary>
    public Scrubber Weights { get; }

    /// <summary>Watches the coded copy.</summary>
    public Scrubber Coded { get; }

    /// <summary>False while answers should not be relied on: quarantine, or a watch that does not get on.</summary>
    public bool IsReady => Weights.IsReady && Coded.IsReady;

    /// <summary>Runs, and returns the answer if it may be returned; runs again where it may not.</summary>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Damaged"/>: under <see cref="DoubtPolicy.Withhold"/>, the weights are in quarantine, or were changed during every attempt.</exception>
    internal T Run<T>(Func<T> run)
        where T : IDisposable
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (_checksBeforeRun || attempt > 0)
            {
                Weights.CheckAll();
            }

            if (_doubt == DoubtPolicy.Withhold && Weights.IsQuarantined)
            {
                throw new ParDefException(
                    ErrorCode.Damaged, "the weights in memory are in quarantine: too many of them were changed within a minute, or one beyond repair",
                    "answers are given again after a pass that finds no fault; if that does not come, serve the model on another machine");
            }

            var ticket = Weights.Ledger.Begin();
            var answer = run();
            if (Weights.Ledger.End(ticket, _doubt))
            {
                return answer;
            }

            answer.Dispose();
        }

        throw new ParDefException(
            ErrorCode.Damaged, $"the weights in memory were changed during each of {MostAttempts} runs", "somebody writes to this process's memory: serve the model on another machine");
    }

    /// <summary>Ends the watch.</summary>
    public void Dispose()
    {
        Weights.Dispose();
        Coded.Dispose();
    }
}
