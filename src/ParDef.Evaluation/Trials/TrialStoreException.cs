namespace ParDef.Evaluation.Trials;

/// <summary>A result file that stands for another trial, with one clear sentence.</summary>
public sealed class TrialStoreException : Exception
{
    /// <summary>Makes a refusal.</summary>
    public TrialStoreException(string message)
        : base(message)
    {
    }
}
