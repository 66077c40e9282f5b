namespace ParDef.Runtime.Scrubbing;

/// <summary>A run that has begun (<see cref="ExposureLedger.Begin"/>).</summary>
public readonly record struct RunTicket
{
    internal RunTicket(long start) => Start = start;

    internal long Start { get; }
}
