using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Tests;

/// <summary>The vectors of the checkout.</summary>
internal static class Collection
{
    public static string Root { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(Root, "testvectors");

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.vec").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".vec"));

    /// <summary>A vector; one with a header key that this reader does not know is skipped.</summary>
    public static Vector Read(string name)
    {
        var vector = VectorFile.Read(name, Bytes(name));
        Assert.SkipWhen(vector is null, "the vector has a key that this reader does not know");
        return vector!;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ParDef.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("the tests do not run from a checkout");
    }
}
