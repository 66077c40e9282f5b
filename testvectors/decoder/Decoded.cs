using ParDef.IndependentDecoder.Payload;

namespace ParDef.IndependentDecoder;

/// <summary>A file that was accepted.</summary>
/// <param name="Clean">True if nothing was wrong with it.</param>
/// <param name="Artifact">The file as it was protected.</param>
/// <param name="Source">The model file, followed by its external files.</param>
/// <param name="Files">The external files.</param>
/// <param name="Id">Identity.</param>
/// <param name="Revision">Revision.</param>
/// <param name="ContentDigest">SHA-256 of the payload.</param>
/// <param name="Generation">How often it was rekeyed.</param>
public sealed record Decoded(bool Clean, byte[] Artifact, byte[] Source, IReadOnlyList<FileEntry> Files, string Id, ulong Revision, byte[] ContentDigest, uint Generation);
