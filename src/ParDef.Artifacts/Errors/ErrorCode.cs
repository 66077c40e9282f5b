namespace ParDef.Artifacts.Errors;

/// <summary>Everything that can go wrong, finer than an exit code. The texts and exit codes are in <see cref="ErrorTable"/>.</summary>
public enum ErrorCode
{
    /// <summary>Damage was found and can be repaired.</summary>
    Repairable,

    /// <summary>The file is damaged beyond what the code can repair, or is not an artifact at all.</summary>
    Damaged,

    /// <summary>A header that was made for another master key.</summary>
    WrongKey,

    /// <summary>A well-formed header or content that nobody with the key has made.</summary>
    Forged,

    /// <summary>The identity or revision is not the one demanded, or older than one seen before.</summary>
    RolledBack,

    /// <summary>A newer format, or an operator, size or place of weights that this version does not handle.</summary>
    Unsupported,

    /// <summary>The model file is not well-formed ONNX.</summary>
    MalformedModel,

    /// <summary>The key file is not well-formed.</summary>
    MalformedKey,

    /// <summary>The input data are not well-formed, or do not fit the model.</summary>
    MalformedInput,

    /// <summary>A command line or an argument that means nothing.</summary>
    Usage,

    /// <summary>A file that does not exist or cannot be read or written.</summary>
    FileAccess,

    /// <summary>The output exists and overwriting was not asked for.</summary>
    OutputExists,

    /// <summary>The user or the system ended the work.</summary>
    Interrupted,

    /// <summary>A defect of this program.</summary>
    Internal,
}
