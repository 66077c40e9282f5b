namespace ParDef.EndToEnd;

/// <summary>The checkout that the tests run from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A file of the folder <c>assets</c>.</summary>
    public static string Asset(string name) => Path.Combine(Root, "assets", name);

    /// <summary>A file of the folder <c>shared</c> beside the checkout; skips the test where it is missing.</summary>
    public static string Shared(string path)
    {
        string full = Path.Combine(Root, "..", "shared", path);
        if (!File.Exists(full))
        {
            Assert.Skip($"needs ../shared/{path}");
        }

        return full;
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
