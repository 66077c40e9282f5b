namespace ParDef.Artifacts.Protecting;

/// <summary>A new artifact.</summary>
/// <param name="Content">All bytes of the <c>.pardef</c> file.</param>
/// <param name="NotFinite">Weights that were kept bit for bit because they hold a NaN or an infinity.</param>
public sealed record ProtectedFile(byte[] Content, IReadOnlyList<string> NotFinite);
