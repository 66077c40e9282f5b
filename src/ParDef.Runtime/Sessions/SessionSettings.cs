using ParDef.Runtime.Scrubbing;

namespace ParDef.Runtime.Sessions;

/// <summary>How a session computes.</summary>
public sealed record SessionSettings
{
    /// <summary>Threads that compute one operator; 0 for one a core.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// True lets waiting threads spin, which is faster on cores that nobody else wants and several times slower on others. Off, since a service shares its cores with
    /// the scrubber.
    /// </summary>
    public bool Spinning { get; init; }

    /// <summary>Refuses a model of which a weight is not read from memory that is watched. Without it such weights are reported only.</summary>
    public bool RequireLive { get; init; } = true;

    /// <summary>How the memory is watched while the session lives; null watches nothing.</summary>
    public ScrubberOptions? Watch { get; init; } = new();

    /// <summary>What becomes of an answer during whose computation a weight was wrong, or may have been: by default it is computed again, or refused.</summary>
    public DoubtPolicy Doubt { get; init; } = DoubtPolicy.Withhold;

    /// <summary>Checks all weights before every run, on the caller's thread: for models of a few MiB, whose weights are read in less time than they are multiplied.</summary>
    public bool CheckBeforeRun { get; init; }
}
