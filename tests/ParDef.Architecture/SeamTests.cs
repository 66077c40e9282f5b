using System.Xml.Linq;

namespace ParDef.Architecture;

/// <summary>The seam at which tests take the tags away (docs/results/forgeries.md) is reached from nowhere else.</summary>
public class SeamTests
{
    private static string[] SourcesWith(params string[] texts) =>
    [
        .. Repository.SourceFiles("src")
            .Where(path => texts.Any(text => File.ReadAllText(path).Contains(text, StringComparison.Ordinal)))
            .Select(path => Path.GetFileName(path))
            .Order(),
    ];

    [Fact]
    public void Only_sealing_and_recovery_make_a_cipher_and_nobody_derives_one()
    {
        Assert.Equal(["Protector.cs", "Recovery.cs"], SourcesWith("new PageCipher(", "Func<FileKey, PageCipher>"));
        Assert.Empty(SourcesWith(": PageCipher"));
    }

    [Fact]
    public void Only_recovery_itself_uses_the_seam()
    {
        Assert.Equal(["Recovery.cs"], SourcesWith("key => new PageCipher(key)"));
        Assert.Equal(
            SourcesWith("Recovery.Run("),
            SourcesWith("Recovery.Run(file, master, RecoveryScope.Payload, cancellation)", "Recovery.Run(file, master, RecoveryScope.WholeFile, cancellation)"));
    }

    [Fact]
    public void Neither_the_cipher_nor_recovery_is_public()
    {
        Assert.Equal(["PageCipher.cs"], SourcesWith("\ninternal class PageCipher("));
        Assert.Equal(["Recovery.cs"], SourcesWith("\ninternal sealed class Recovery :"));
    }

    [Fact]
    public void No_variable_of_the_environment_reaches_the_format_but_as_a_key()
    {
        var readers = Repository.SourceFiles("src/ParDef.Artifacts")
            .Where(path => File.ReadAllText(path).Contains("EnvironmentVariable", StringComparison.Ordinal));
        Assert.Equal(["EnvironmentKeySource.cs"], readers.Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void Internals_are_shown_to_nothing_that_ships()
    {
        var shipped = Repository.ProjectFiles("src").Select(path => Path.GetFileNameWithoutExtension(path)).Append("pardef");
        var shown = Repository.ProjectFiles("src")
            .SelectMany(path => XDocument.Load(path).Descendants("InternalsVisibleTo"))
            .Select(element => element.Attribute("Include")!.Value);
        Assert.Empty(shown.Intersect(shipped));
    }
}
