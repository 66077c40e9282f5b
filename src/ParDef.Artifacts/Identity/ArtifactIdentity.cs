namespace ParDef.Artifacts.Identity;

/// <summary>What an artifact says it is; only ever made from authenticated content.</summary>
/// <param name="Id">Name of the model line.</param>
/// <param name="Revision">Revision, at least 1.</param>
/// <param name="ContentDigest">SHA-256 of the payload, 64 hexadecimal digits.</param>
public sealed record ArtifactIdentity(string Id, ulong Revision, string ContentDigest);
