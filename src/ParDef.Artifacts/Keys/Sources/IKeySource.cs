using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Keys.Sources;

/// <summary>Where a master key comes from. What <c>--key</c> names and a service configures.</summary>
public interface IKeySource
{
    /// <summary>What to call the source in a message; never a secret.</summary>
    string Name { get; }

    /// <summary>Fetches the key; the caller disposes it.</summary>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.FileAccess"/>: the source gives nothing. <see cref="ErrorCode.MalformedKey"/>: it gives no key. <see cref="ErrorCode.Usage"/>: it does not exist or means nothing.
    /// </exception>
    MasterKey Open(CancellationToken cancellation = default);
}
