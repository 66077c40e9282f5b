namespace ParDef.Onnx.Tests.Samples;

/// <summary>Model files of others, beside the repository.</summary>
internal static class SharedModels
{
    /// <summary>All of them; the test is skipped where there are none.</summary>
    public static IReadOnlyList<string> Paths()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ParDef.slnx")))
        {
            root = root.Parent;
        }

        string shared = Path.Combine(root?.Parent?.FullName ?? "", "shared");
        string[] paths = Directory.Exists(shared) ? Directory.GetFiles(shared, "*.onnx", SearchOption.AllDirectories) : [];
        if (paths.Length == 0)
        {
            Assert.Skip("needs ../shared/**/*.onnx");
        }

        return paths;
    }
}
