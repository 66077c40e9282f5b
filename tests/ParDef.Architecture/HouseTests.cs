using System.Xml.Linq;

namespace ParDef.Architecture;

public class HouseTests
{
    [Fact]
    public void Every_source_project_has_a_page_of_words()
    {
        Assert.All(Repository.ProjectFiles("src"), path => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "README.md")), path));
    }

    [Fact]
    public void Unsafe_code_lives_in_kernels_and_native_folders_only()
    {
        var outside = Repository.SourceFiles("src")
            .Where(path => !path.Contains("/Kernels/", StringComparison.Ordinal) && !path.Contains("/Native/", StringComparison.Ordinal))
            .Where(path => File.ReadLines(path).Any(line => line.Contains("unsafe ", StringComparison.Ordinal) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));
        Assert.Empty(outside);
    }

    [Fact]
    public void Namespaces_equal_folders()
    {
        var strangers = Repository.SourceFiles("src").Where(path =>
        {
            string expected = Path.GetRelativePath(Path.Combine(Repository.Root, "src"), Path.GetDirectoryName(path)!).Replace('/', '.');
            return !File.ReadLines(path).Any(line => line == $"namespace {expected};") && Path.GetFileName(path) != "Program.cs";
        });
        Assert.Empty(strangers);
    }

    [Fact]
    public void Versions_stand_in_one_place()
    {
        var versions = ((string[])["src", "tests", "bench", "testvectors", "fuzz", "samples"]).SelectMany(Repository.ProjectFiles)
            .Where(path => XDocument.Load(path).Descendants("PackageReference").Any(reference => reference.Attribute("Version") is not null));
        Assert.Empty(versions);
    }

    [Fact]
    public void The_second_decoder_and_what_writes_the_vectors_know_nothing_of_the_product()
    {
        string decoder = Path.Combine(Repository.Root, "testvectors", "decoder");
        string generator = Path.Combine(Repository.Root, "testvectors", "generators");
        Assert.Empty(Includes(decoder, "ProjectReference"));
        Assert.Empty(Includes(decoder, "PackageReference"));
        Assert.Equal(["tables.txt"], Includes(decoder, "EmbeddedResource"));
        Assert.Equal(["ParDef.IndependentDecoder.csproj"], Includes(generator, "ProjectReference"));
        Assert.Empty(Includes(decoder, "Compile").Concat(Includes(generator, "Compile")));
    }

    private static IEnumerable<string> Includes(string folder, string item) =>
        XDocument.Load(Directory.GetFiles(folder, "*.csproj").Single()).Descendants(item)
            .Where(element => element.Attribute("Include") is not null)
            .Select(element => Path.GetFileName(element.Attribute("Include")!.Value));
}
