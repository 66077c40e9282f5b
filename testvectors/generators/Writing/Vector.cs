namespace ParDef.TestVectors.Writing;

/// <summary>One case: an artifact, the key to try, and what a reader must make of them.</summary>
public sealed record Vector
{
    /// <summary>File name without extension.</summary>
    public required string Name { get; init; }

    /// <summary>What a reader does: clean, repaired, header-refused, wrong-key, page-refused, content-refused, rolled-back, unsupported, key-refused.</summary>
    public required string Expect { get; init; }

    /// <summary>The class of error of a refusal; null otherwise.</summary>
    public string? Code { get; init; }

    /// <summary>Sections and clauses of docs/format.md that the case is about.</summary>
    public required IReadOnlyList<string> Sections { get; init; }

    /// <summary>Text of the key file.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of what is to be restored, the model file followed by its external files; null for refusals.</summary>
    public string? RestoredSha256 { get; init; }

    /// <summary>Name and length of each external file to be restored, <c>data.bin 80, b/c.bin 0</c>; null for none.</summary>
    public string? External { get; init; }

    /// <summary>SHA-256 of the artifact after repair; null for refusals.</summary>
    public string? ArtifactSha256 { get; init; }

    /// <summary>An accepted vector from which this one differs in nothing but what the comment says; null for those without.</summary>
    public string? DiffersFrom { get; init; }

    /// <summary>Identity demanded, or null.</summary>
    public string? DemandId { get; init; }

    /// <summary>Least revision demanded.</summary>
    public ulong DemandRevision { get; init; }

    /// <summary>Content of the state file, or null.</summary>
    public string? State { get; init; }

    /// <summary>One sentence.</summary>
    public required string Comment { get; init; }

    /// <summary>The file to be read.</summary>
    public required byte[] Artifact { get; init; }
}
