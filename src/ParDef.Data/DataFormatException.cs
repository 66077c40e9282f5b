namespace ParDef.Data;

/// <summary>Input data that is not read or does not fit, with one clear sentence why.</summary>
public sealed class DataFormatException : Exception
{
    /// <summary>Makes a refusal.</summary>
    public DataFormatException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
