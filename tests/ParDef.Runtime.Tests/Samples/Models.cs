namespace ParDef.Runtime.Tests.Samples;

/// <summary>Models of the checkout and of the shared folder beside it.</summary>
internal static class Models
{
    private static readonly string Root = FindRoot();

    public static byte[] Embedded => File.ReadAllBytes(Path.Combine(Root, "assets", "resnet20-fashionmnist.onnx"));

    /// <summary>Every model of ../shared/models, by path in it.</summary>
    public static TheoryData<string> SharedNames
    {
        get
        {
            string folder = Path.Combine(Root, "..", "shared", "models");
            var names = Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, "*.onnx", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order()
                : Enumerable.Repeat("resnet32-cifar10.onnx", 1);
            return [.. names];
        }
    }

    /// <summary>Every model of ../shared/wild-onnx, by name.</summary>
    public static TheoryData<string> WildNames
    {
        get
        {
            string folder = Path.Combine(Root, "..", "shared", "wild-onnx");
            var names = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.onnx").Select(path => Path.GetFileName(path)).Order() : Enumerable.Repeat("bert-tiny-vespa.onnx", 1);
            return [.. names];
        }
    }

    /// <summary>Path of a model of ../shared/wild-onnx; skips the test where it is missing.</summary>
    public static string WildPath(string name)
    {
        string path = Path.Combine(Root, "..", "shared", "wild-onnx", name);
        Assert.SkipUnless(File.Exists(path), $"needs ../shared/wild-onnx/{name}");
        return path;
    }

    /// <summary>A model of ../shared/models; skips the test where it is missing.</summary>
    public static byte[] Shared(string name)
    {
        string path = Path.Combine(Root, "..", "shared", "models", name);
        Assert.SkipUnless(File.Exists(path), $"needs ../shared/models/{name}");
        return File.ReadAllBytes(path);
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
