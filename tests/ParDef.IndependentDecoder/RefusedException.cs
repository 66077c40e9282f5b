namespace ParDef.IndependentDecoder;

/// <summary>A file that is not accepted.</summary>
public sealed class RefusedException : Exception
{
    /// <summary>Makes a refusal.</summary>
    /// <param name="verdict">The document's word: damaged, wrong-key, forged, unsupported, rolled-back or malformed-key.</param>
    /// <param name="reason">What was found.</param>
    public RefusedException(string verdict, string reason)
        : base($"{verdict}: {reason}")
    {
        Verdict = verdict;
    }

    /// <summary>The document's word for it.</summary>
    public string Verdict { get; }

    /// <summary>Refuses as forged what a holder of the key has written against the rules.</summary>
    public static void Unless(bool rule, string otherwise)
    {
        if (!rule)
        {
            throw new RefusedException("forged", otherwise);
        }
    }
}
