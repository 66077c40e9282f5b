namespace ParDef.Attacks.Gradients;

/// <summary>A model that has no gradient here, with one sentence that names every reason at once.</summary>
public sealed class UnsupportedModelException : Exception
{
    /// <summary>Makes a refusal.</summary>
    public UnsupportedModelException(string message)
        : base(message)
    {
    }
}
