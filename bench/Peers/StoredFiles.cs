using ParDef.Attacks.Faults;

namespace ParDef.Peers;

/// <summary>The files that a peer keeps, as they were made: a fault hits them as if they lay one behind the other on a disk.</summary>
internal sealed class StoredFiles
{
    private readonly byte[][] _contents;

    public StoredFiles(IReadOnlyList<string> paths)
    {
        Paths = paths;
        _contents = [.. paths.Select(File.ReadAllBytes)];
    }

    /// <summary>Their paths.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Bytes of all of them.</summary>
    public long Bytes => _contents.Sum(content => (long)content.Length);

    /// <summary>Writes them anew, damaged, and nothing else into their folder.</summary>
    public void WriteDamaged(Fault fault, ulong seed)
    {
        string folder = Path.GetDirectoryName(Paths[0])!;
        foreach (string left in Directory.EnumerateFiles(folder))
        {
            File.Delete(left);
        }

        ReadOnlySpan<byte> rest = fault.Apply([.. _contents.SelectMany(content => content)], new SeededRandom(seed));
        for (int i = 0; i < Paths.Count; i++)
        {
            File.WriteAllBytes(Paths[i], rest[.._contents[i].Length]);
            rest = rest[_contents[i].Length..];
        }
    }

    /// <summary>True if the first file is as it was made.</summary>
    public bool IsRestored() => File.Exists(Paths[0]) && File.ReadAllBytes(Paths[0]).AsSpan().SequenceEqual(_contents[0]);
}
