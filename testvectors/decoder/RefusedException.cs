namespace ParDef.IndependentDecoder;

/// <summary>A file that is not accepted.</summary>
public sealed class RefusedException : Exception
{
    [ThreadStatic]
    private static string? switchedOff;

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

    /// <summary>Does something with one rule switched off: what shows that a case is refused by that rule and by no other.</summary>
    /// <param name="reason">The message of the refusal that the rule leads to.</param>
    /// <param name="action">What to do.</param>
    public static T Without<T>(string reason, Func<T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        switchedOff = reason;
        try
        {
            return action();
        }
        finally
        {
            switchedOff = null;
        }
    }

    /// <summary>Refuses as forged what a holder of the key has written against the rules.</summary>
    public static void Unless(bool rule, string otherwise)
    {
        if (!rule && switchedOff != $"forged: {otherwise}")
        {
            throw new RefusedException("forged", otherwise);
        }
    }
}
