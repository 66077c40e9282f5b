using System.CommandLine;
using System.CommandLine.Help;
using ParDef.Cli.Arguments;
using ParDef.Cli.Output;

namespace ParDef.Cli.Commands;

/// <summary>The command <c>pardef</c> and its verbs.</summary>
internal static class PardefCommand
{
    // An interruption lets a file that is being written be finished or removed.
    private static readonly TimeSpan TerminationGrace = TimeSpan.FromSeconds(10);

    /// <summary>Parses a line and does what it says. Gives the exit code.</summary>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> words)
    {
        var line = Create().Parse(words, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (UsageFailure.Find(line) is { } failure)
        {
            var output = new CommandOutput(Console.Out, Console.Error, words.Contains(StandardOptions.Json.Name), isDebug: false);
            return output.Fail(failure);
        }

        return await line.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TerminationGrace,
        });
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Keeps the parameters of a trained network what they were on the day they were protected.");
        root.Options.Clear();
        root.Options.Add(StandardOptions.Json);
        root.Options.Add(StandardOptions.Debug);
        root.Options.Add(new HelpOption("--help", "-h") { Action = new RootHelp() });
        root.Options.Add(new VersionOption());
        root.Subcommands.Add(KeygenCommand.Create());
        root.Subcommands.Add(ProtectCommand.Create());
        root.Subcommands.Add(VerifyCommand.Create());
        root.Subcommands.Add(RepairCommand.Create());
        root.Subcommands.Add(RestoreCommand.Create());
        root.Subcommands.Add(InspectCommand.Create());
        root.Subcommands.Add(RekeyCommand.Create());
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(AttackCommand.Create());
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(CompletionCommand.Create());
        root.Subcommands.Add(ManualCommand.Create(root));
        return root;
    }
}
