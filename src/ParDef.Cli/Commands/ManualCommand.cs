using System.CommandLine;
using System.Reflection;
using System.Text.Json.Nodes;
using ParDef.Cli.Manual;

namespace ParDef.Cli.Commands;

/// <summary><c>manual</c>: a manual page, made of what <c>--help</c> says.</summary>
internal static class ManualCommand
{
    /// <summary>The verb, for the other verbs of the root and itself.</summary>
    public static Command Create(RootCommand root)
    {
        var verb = new Command("manual", "Print the manual page of a verb, or of the whole command, for man(1)");
        var about = new Argument<string?>("VERB")
        {
            Description = "the verb; default: the whole command",
            HelpName = "VERB",
            Arity = ArgumentArity.ZeroOrOne,
        }.AcceptOnlyFromAmong([.. root.Subcommands.Select(each => each.Name), verb.Name]);
        verb.Arguments.Add(about);
        verb.SetWork(run =>
        {
            string? name = run.Line.GetValue(about);
            var subject = root.Subcommands.FirstOrDefault(each => each.Name == name) ?? root;
            string page = ManualPage.Of(root, subject, Version());
            run.Output.Result(new JsonObject { ["verb"] = name, ["page"] = page }, text => text.Script(page));
            return 0;
        });
        return verb;
    }

    private static string Version() =>
        typeof(ManualCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
