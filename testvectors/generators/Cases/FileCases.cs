using System.Text;
using ParDef.IndependentDecoder.Payload;
using ParDef.TestVectors.Building;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Section 10: external files.</summary>
internal static class FileCases
{
    private const string Two = "files-two";

    public static IEnumerable<Vector> Make()
    {
        yield return Accepted("two", [Named("data/first.bin", 28), Named("second.bin", 9)], "two external files, a tensor in the first of them");
        yield return Accepted("empty-file", [Named("first.bin", 37), Named("second.bin", 0)], "an external file of no bytes");
        yield return Accepted("whole-source", [Named("first.bin", (ulong)TwoFiles().Model.File.Length)], "external files as long as the source: the model file is empty");
        yield return Accepted("order", [Named("z.bin", 28), Named("a.bin", 9)], "names need not be in order");
        yield return Accepted("name-1024-bytes", [Named(new string('n', 1024), 37)], "a name of 1,024 bytes");
        yield return Accepted("name-dots", [Named("...", 28), Named(".hidden/a..b", 9)], "dots that lead nowhere");
        yield return Accepted("thousand", [.. Numbered(1_000)], "1,000 files", "10 14");

        yield return Refused("thousand-and-one", [.. Numbered(1_001)], "1,001 files", "10 14");
        yield return Refused("empty-entry", [new FileEntry([], 0)], "a file without a name");
        yield return Refused("name-dot", [Named("./first.bin", 37)], "a part that is a dot");
        yield return Refused("name-parent", [Named("../first.bin", 37)], "a name that leads out of the folder");
        yield return Refused("name-parent-inside", [Named("data/../first.bin", 37)], "two dots inside a name");
        yield return Refused("name-absolute", [Named("/first.bin", 37)], "an absolute name");
        yield return Refused("name-folder", [Named("data/", 37)], "a name that ends with a separator");
        yield return Refused("name-doubled-separator", [Named("data//first.bin", 37)], "an empty part inside a name");
        yield return Refused("name-backslash", [Named("..\\first.bin", 37)], "a backslash, which separates on some platforms");
        yield return Refused("name-drive", [Named("c:first.bin", 37)], "a colon, which names a drive on some platforms");
        yield return Refused("name-control", [Named("first\n.bin", 37)], "a control character");
        yield return Refused("name-zero", [Named("first.bin\0", 37)], "a zero character");
        yield return Refused("name-1025-bytes", [Named(new string('n', 1025), 37)], "a name of 1,025 bytes");
        yield return Refused("name-not-utf8", [new FileEntry([0x61, 0xFF], 37)], "a name that is not UTF-8");
        yield return Refused("name-twice", [Named("first.bin", 28), Named("first.bin", 9)], "two files of one name");
        yield return Refused("longer-than-source", [Named("first.bin", (ulong)TwoFiles().Model.File.Length + 1)], "files one byte longer than the source");
        yield return Refused("length-2-63", [Named("first.bin", 1UL << 63)], "a file of 2^63 bytes");
        yield return Refused("lengths-overflow", [Named("first.bin", 1UL << 63), Named("second.bin", 1UL << 63)], "lengths whose sum is 0 in 64 bits");
        yield return Case.Forged(
            "files-unknown-field",
            "10",
            Two,
            TwoFiles(),
            recipe => recipe.EditManifest = plain => [.. plain, 0x82, 0x01, 5, 0x0A, 1, 0x62, 0x18, 1],
            "a field 3 in a file's entry");
    }

    private static Vector Accepted(string name, IReadOnlyList<FileEntry> files, string comment, string sections = "10")
    {
        var recipe = TwoFiles();
        recipe.Manifest = recipe.Manifest with { Files = files };
        return Case.Clean("files-" + name, sections, recipe, comment) with { External = string.Join(", ", files.Select(file => $"{Encoding.UTF8.GetString(file.Name)} {file.Length}")) };
    }

    private static Vector Refused(string name, IReadOnlyList<FileEntry> files, string comment, string sections = "10") => Case.Forged(
        "files-" + name, sections, Two, TwoFiles(), recipe => recipe.Manifest = recipe.Manifest with { Files = files }, comment);

    private static FileEntry Named(string name, ulong length) => new(Encoding.UTF8.GetBytes(name), length);

    private static IEnumerable<FileEntry> Numbered(int count) => Enumerable.Range(0, count).Select(i => Named($"{i}.bin", i < 37 ? 1UL : 0));

    /// <summary>A model file, and behind it 5 bytes, a tensor of 20, and 12 bytes more.</summary>
    private static Recipe TwoFiles()
    {
        var model = TinyModel.Of([]);
        var tensor = TinyTensor.Kept("outside", 1, [5], Seeded.Bytes("outside", 20));
        byte[] before = Seeded.Bytes("before", 5);
        byte[] behind = Seeded.Bytes("behind", 12);
        return new Recipe(
            new TinyModel([.. model.File, .. before, .. tensor.Content, .. behind], [.. model.Skeleton, .. before, .. behind], [model.Skeleton.Length + before.Length]),
            tensor);
    }
}
