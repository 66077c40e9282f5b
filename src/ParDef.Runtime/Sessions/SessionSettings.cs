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
}
