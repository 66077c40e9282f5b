namespace ParDef.Artifacts.Tests.Samples;

/// <summary>Files of the checkout and of the shared folder beside it.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static byte[] EmbeddedModel => File.ReadAllBytes(Path.Combine(Root, "assets", "resnet20-fashionmnist.onnx"));

    /// <summary>A file of ../shared; skips the test where it is missing.</summary>
    public static byte[] Shared(string path)
    {
        string full = Path.Combine(Root, "..", "shared", path);
        Assert.SkipUnless(File.Exists(full), $"needs ../shared/{path}");
        return File.ReadAllBytes(full);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ParDef.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run from a checkout");
        }

        return folder.FullName;
    }
}
