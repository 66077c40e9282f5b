using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ParDef.Cli.Commands;

/// <summary>Help. That of the whole command starts with examples and ends with the exit codes.</summary>
internal sealed class RootHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        bool isRoot = parseResult.CommandResult.Command is RootCommand;
        if (isRoot)
        {
            WriteRows("Examples:", Conventions.Examples);
            Console.Out.WriteLine();
        }

        int exit = _help.Invoke(parseResult);
        if (isRoot)
        {
            WriteRows("Exit codes:", Conventions.ExitCodes);
            Console.Out.WriteLine();
            WriteRows("Environment:", Conventions.Environment);
        }

        return exit;
    }

    private static void WriteRows(string head, IReadOnlyList<(string Name, string Meaning)> rows)
    {
        int width = rows.Max(row => row.Name.Length);
        Console.Out.WriteLine(head);
        foreach (var (name, meaning) in rows)
        {
            Console.Out.WriteLine($"  {name.PadRight(width)}  {meaning}");
        }
    }
}
