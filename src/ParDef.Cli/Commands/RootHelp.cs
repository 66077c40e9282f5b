using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ParDef.Cli.Commands;

/// <summary>Help. That of the whole command starts with examples and ends with the exit codes.</summary>
internal sealed class RootHelp : SynchronousCommandLineAction
{
    private const string Examples = """
        Examples:
          pardef keygen -o model.key                                     a new key, once
          pardef protect model.onnx --key model.key                      model.onnx -> model.pardef
          pardef verify model.pardef --key model.key                     check every byte; repair what is damaged with: pardef repair

        """;

    private const string ExitCodes = """

        Exit codes:
          0    fine: clean, or done
          1    damage found that can be repaired (verify), or that was met under --strict
          2    refused: beyond repair, forged, wrong key, wrong identity, rolled back
          3    bad input or usage: no such file, malformed model, unknown option
          4    unsupported: newer format, operator, size or provider
          130  interrupted

        Environment:
          PARDEF_KEY_FILE  the key, where --key is not given
          PARDEF_KERNEL    scalar, portable, avx2 or avx512 instead of the fastest
          NO_COLOR         no colours
        """;

    private readonly HelpAction _help = new();

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        bool isRoot = parseResult.CommandResult.Command is RootCommand;
        if (isRoot)
        {
            Console.Out.WriteLine(Examples);
        }

        int exit = _help.Invoke(parseResult);
        if (isRoot)
        {
            Console.Out.WriteLine(ExitCodes.TrimStart('\n'));
        }

        return exit;
    }
}
