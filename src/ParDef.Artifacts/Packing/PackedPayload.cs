namespace ParDef.Artifacts.Packing;

/// <summary>A payload before it is cut into pages.</summary>
/// <param name="Bytes">The whole payload: stored manifest, stored blocks.</param>
/// <param name="ManifestStoredLength">Bytes of the manifest as stored.</param>
/// <param name="ManifestLength">Bytes of the manifest before compression.</param>
internal sealed record PackedPayload(byte[] Bytes, int ManifestStoredLength, int ManifestLength);
