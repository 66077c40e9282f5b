using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Keys.Sources;

/// <summary>The text of a key file on standard input, which can be read once only.</summary>
public sealed class StandardInputKeySource : IKeySource
{
    /// <inheritdoc/>
    public string Name => "standard input";

    /// <inheritdoc/>
    public MasterKey Open(CancellationToken cancellation = default) => KeyText.Read(
        Console.OpenStandardInput, Name, failure => new ParDefException(ErrorCode.FileAccess, $"{Name} cannot be read", inner: failure), cancellation);
}
