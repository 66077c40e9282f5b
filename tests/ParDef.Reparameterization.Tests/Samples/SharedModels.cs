namespace ParDef.Reparameterization.Tests.Samples;

/// <summary>Trained models beside the repository.</summary>
internal static class SharedModels
{
    /// <summary>The bytes of one of ours; the test is skipped where it is missing.</summary>
    public static byte[] Read(string name) => ReadFrom("models", name);

    /// <summary>The bytes of one from elsewhere; the test is skipped where it is missing.</summary>
    public static byte[] ReadWild(string name) => ReadFrom("wild-onnx", name);

    private static byte[] ReadFrom(string folder, string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ParDef.slnx")))
        {
            root = root.Parent;
        }

        string path = Path.Combine(root?.Parent?.FullName ?? "", "shared", folder, name);
        if (!File.Exists(path))
        {
            Assert.Skip($"needs ../shared/{folder}/{name}");
        }

        return File.ReadAllBytes(path);
    }
}
