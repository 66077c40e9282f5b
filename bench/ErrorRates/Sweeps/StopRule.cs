namespace ParDef.ErrorRates.Sweeps;

/// <summary>When a point has been simulated enough.</summary>
/// <param name="Errors">After the batch in which there were so many failures in all.</param>
/// <param name="Frames">After so many frames.</param>
internal sealed record StopRule(int Errors, int Frames)
{
    /// <summary>Frames between two looks at the failures: fixed, so that where a point stops does not depend on the machine.</summary>
    public const int Batch = 128;
}
