namespace ParDef.Peers;

/// <summary>A program ran longer than it may.</summary>
internal sealed class TimeLimitException : Exception;
