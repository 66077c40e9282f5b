using System.Runtime.Versioning;

namespace ParDef.EndToEnd.Scripting;

/// <summary>Controls: a script that expects the wrong thing fails, and one without expectations is refused.</summary>
[UnsupportedOSPlatform("windows")]
public class ScriptLanguageTests(GivenArtifact given)
{
    [Theory]
    [InlineData("exit 0", "stdout contains \"no such words\"")]
    [InlineData("exit 1", "stdout contains pardef")]
    [InlineData("exit 0", "exists no-such-file")]
    [InlineData("exit 0", "same a b")]
    [InlineData("exit 0", "json a.b is 1")]
    [InlineData("exit 0", "only a")]
    [InlineData("exit 0", "a line that means nothing")]
    public async Task An_expectation_that_is_not_met_fails_the_script(string exit, string expectation)
    {
        string script = $"# #10 control\nwrite a x\nwrite b y\n$ pardef --help\n{exit}\n{expectation}";
        var failure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Run(script));
        Assert.Contains("control.txt:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_script_with_right_expectations_passes() =>
        await Run("# #10 control\nwrite a x\nwrite b y\n$ pardef --help\nexit 0\nstdout contains \"Exit codes\"\ndiffers a b\nonly a b");

    [Theory]
    [InlineData("$ pardef --help\nexit 0")]
    [InlineData("# #10 a command without exit code\n$ pardef --help\n$ pardef --help\nexit 0")]
    [InlineData("# #10 nothing after the last command\n$ pardef --help")]
    [InlineData("# #10 an exit code of nothing\nexit 0")]
    public void A_script_against_the_rules_of_form_is_refused(string text) =>
        Assert.Throws<FormatException>(() => Script.Read("control.txt", text));

    [Fact]
    public void Words_are_split_at_spaces_outside_of_quotes() =>
        Assert.Equal(["write", "f", "a \"b\"\nc\\"], Script.Read("control.txt", "# #10 words\nwrite f \"a \\\"b\\\"\\nc\\\\\"").Lines[0].Words);

    private async Task Run(string text)
    {
        var folder = Directory.CreateTempSubdirectory("pardef-control-");
        try
        {
            await new ScriptRun(folder.FullName, given).Run(Script.Read("control.txt", text), TestContext.Current.CancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
