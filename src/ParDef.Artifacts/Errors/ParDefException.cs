namespace ParDef.Artifacts.Errors;

/// <summary>A refusal with its code, one sentence that says what is wrong and where, and where possible what to do.</summary>
/// <remarks>The message is lower case, without a full stop and without secrets, so that it can stand after <c>pardef: error:</c>.</remarks>
public sealed class ParDefException : Exception
{
    /// <summary>Makes a refusal.</summary>
    public ParDefException(ErrorCode code, string message, string? hint = null, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Hint = hint;
    }

    /// <summary>What kind of refusal this is.</summary>
    public ErrorCode Code { get; }

    /// <summary>What the user can do about it, or null.</summary>
    public string? Hint { get; }
}
