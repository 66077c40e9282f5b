namespace ParDef.Micro;

/// <summary>How much is worked on between two touches of the same byte.</summary>
public enum Size
{
    /// <summary>One chain of the least length for its lifting size: 64 to 221 kB of payload.</summary>
    Cache,

    /// <summary>As many of the longest chains as 64 MiB of payload need, one after another on one core.</summary>
    File,
}
