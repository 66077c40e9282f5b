namespace ParDef.Data.Tests.Samples;

/// <summary>Files of the shared folder beside the checkout.</summary>
internal static class Shared
{
    /// <summary>Path of a file of ../shared; skips the test where it is missing.</summary>
    public static string Path(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "ParDef.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run from a checkout");
        }

        string path = System.IO.Path.Combine(folder.FullName, "..", "shared", file);
        Assert.SkipUnless(File.Exists(path), $"needs ../shared/{file}");
        return path;
    }
}
