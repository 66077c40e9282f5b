using System.CommandLine;
using System.CommandLine.Invocation;
using ParDef.Artifacts.Errors;

namespace ParDef.Cli.Output;

/// <summary>What is wrong with a line that means nothing.</summary>
internal static class UsageFailure
{
    /// <summary>The first thing that is wrong, and a word that may have been meant.</summary>
    public static Failure Of(ParseResult line)
    {
        string verb = line.CommandResult.Command is RootCommand ? "" : line.CommandResult.Command.Name + " ";
        string help = $"pardef {verb}--help";
        if (line.UnmatchedTokens is not [var unknown, ..])
        {
            return new Failure(ErrorCode.Usage, Failure.Sentence(line.Errors[0].Message), help);
        }

        var similar = SimilarWords(line, unknown);
        string hint = similar.Count == 0 ? help : $"did you mean {string.Join(" or ", similar)}? See {help}";
        return new Failure(ErrorCode.Usage, $"unknown command, option or argument {ShellWord.Of(unknown)}", hint);
    }

    /// <summary>The suggestions of System.CommandLine, which it only prints.</summary>
    private static List<string> SimilarWords(ParseResult line, string unknown)
    {
        if (line.Action is not ParseErrorAction action)
        {
            return [];
        }

        action.ShowHelp = false;
        using var suggestions = new StringWriter();
        line.Invoke(new InvocationConfiguration { Output = suggestions, Error = TextWriter.Null });
        return [.. suggestions.ToString().Split('\n')
            .SkipWhile(text => !text.StartsWith($"'{unknown}'", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(text => text.Length > 0 && !text.StartsWith('\''))
            .Where(text => text.Length > 2)];
    }
}
