using System.Runtime.Versioning;
using ParDef.EndToEnd.Scripting;

[assembly: AssemblyFixture(typeof(GivenArtifact))]

namespace ParDef.EndToEnd;

[UnsupportedOSPlatform("windows")]
public class ScriptTests(GivenArtifact given)
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Scripts");

    public static TheoryData<string> Scripts => [.. Directory.EnumerateFiles(Folder, "*.txt").Select(path => Path.GetFileName(path)).Order()];

    [Fact]
    public void There_are_scripts() => Assert.NotEmpty(Scripts);

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task The_command_does_what_the_script_says(string name)
    {
        var folder = Directory.CreateTempSubdirectory("pardef-script-");
        try
        {
            var script = Script.Read(name, await File.ReadAllTextAsync(Path.Combine(Folder, name), TestContext.Current.CancellationToken));
            await new ScriptRun(folder.FullName, given).Run(script, TestContext.Current.CancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
