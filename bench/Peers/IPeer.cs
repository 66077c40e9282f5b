namespace ParDef.Peers;

/// <summary>A way to make a file survive damage.</summary>
internal interface IPeer
{
    /// <summary>Name for the table.</summary>
    string Name { get; }

    /// <summary>Why it cannot run here; null if it can.</summary>
    string? Absence { get; }

    /// <summary>Protects a file.</summary>
    /// <param name="file">The file, alone in its folder; whatever is made lies beside it.</param>
    /// <param name="limit">Throws <see cref="TimeLimitException"/> after it, if the work can be stopped.</param>
    /// <returns>Every file that has to be kept; the first one is what a repair must bring back to the last bit.</returns>
    IReadOnlyList<string> Create(string file, TimeSpan limit);

    /// <summary>True if the stored files are said to be intact.</summary>
    bool Verify(IReadOnlyList<string> stored, TimeSpan limit);

    /// <summary>Repairs the first stored file in place, as far as that is possible; whether it worked is looked at from outside.</summary>
    void Repair(IReadOnlyList<string> stored, TimeSpan limit);
}
