namespace ParDef.Reparameterization.Tests.Samples;

/// <summary>Trained models beside the repository.</summary>
internal static class SharedModels
{
    /// <summary>The bytes of one; the test is skipped where it is missing.</summary>
    public static byte[] Read(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ParDef.slnx")))
        {
            root = root.Parent;
        }

        string path = Path.Combine(root?.Parent?.FullName ?? "", "shared", "models", name);
        if (!File.Exists(path))
        {
            Assert.Skip($"needs ../shared/models/{name}");
        }

        return File.ReadAllBytes(path);
    }
}
