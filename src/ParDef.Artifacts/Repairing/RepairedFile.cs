using ParDef.Artifacts.Recovering;

namespace ParDef.Artifacts.Repairing;

/// <summary>A whole file.</summary>
/// <param name="Content">All its bytes.</param>
/// <param name="Damage">What was wrong with the file it was made from.</param>
public sealed record RepairedFile(ReadOnlyMemory<byte> Content, DamageReport Damage);
