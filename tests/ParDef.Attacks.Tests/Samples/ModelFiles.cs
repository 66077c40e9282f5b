namespace ParDef.Attacks.Tests.Samples;

/// <summary>Trained models: the one of the demonstration, and those beside the repository.</summary>
internal static class ModelFiles
{
    /// <summary>ResNet-20 on Fashion-MNIST; always there.</summary>
    public static byte[] Demonstration() => File.ReadAllBytes(Asset("resnet20-fashionmnist.onnx"));

    /// <summary>Path of a file of the demonstration; always there.</summary>
    public static string Asset(string name) => Path.Combine(Root, "assets", name);

    /// <summary>A file below the shared folder; the test is skipped where it is missing.</summary>
    public static string Shared(string name)
    {
        string path = Path.Combine(Path.GetDirectoryName(Root)!, "shared", name);
        if (!File.Exists(path))
        {
            Assert.Skip($"needs ../shared/{name}");
        }

        return path;
    }

    private static string Root { get; } = FindRoot();

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
