namespace ParDef.Runtime.Scrubbing;

/// <summary>What a scrubber is doing.</summary>
public enum ScrubberState
{
    /// <summary>Not started yet, or stopped: nobody watches.</summary>
    Idle,

    /// <summary>Watching; all is well.</summary>
    Watching,

    /// <summary>Watching after too many faults, or one beyond repair, until a full pass finds none.</summary>
    Quarantined,

    /// <summary>No pass has been completed for too long.</summary>
    Stalled,
}
