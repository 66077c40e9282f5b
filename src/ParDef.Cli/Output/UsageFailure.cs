using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using ParDef.Artifacts.Errors;

namespace ParDef.Cli.Output;

/// <summary>What is wrong with a line that means nothing.</summary>
internal static class UsageFailure
{
    /// <summary>The first thing that is wrong, and a word that may have been meant; null for a line that means something.</summary>
    public static Failure? Find(ParseResult line)
    {
        var verb = line.CommandResult.Command;
        bool isError = line.Action is ParseErrorAction;
        if (!isError && line.Action != verb.Action)
        {
            return null;
        }

        return UnknownOption(line) is { } option ? OfOption(verb, option) : isError ? Of(line) : null;
    }

    /// <summary>The parser takes an option that it does not know for an argument where a verb takes arguments.</summary>
    private static string? UnknownOption(ParseResult line)
    {
        var values = line.CommandResult.Children.OfType<OptionResult>()
            .SelectMany(option => option.Tokens)
            .ToHashSet<Token>(ReferenceEqualityComparer.Instance);
        return line.Tokens
            .TakeWhile(token => token.Type != TokenType.DoubleDash)
            .FirstOrDefault(token => token.Type == TokenType.Argument && token.Value is ['-', _, ..] && !values.Contains(token))?
            .Value;
    }

    private static Failure OfOption(Command verb, string unknown)
    {
        // Without its arguments, so that the parser looks for a similar option.
        var options = new RootCommand();
        foreach (var option in verb.Options)
        {
            options.Options.Add(option);
        }

        return new Failure(ErrorCode.Usage, $"unknown option {ShellWord.Of(unknown)}", Hint(SimilarWords(options.Parse([unknown]), unknown), Help(verb)));
    }

    private static Failure Of(ParseResult line)
    {
        string help = Help(line.CommandResult.Command);
        if (line.UnmatchedTokens is not [var unknown, ..])
        {
            return new Failure(ErrorCode.Usage, Failure.Sentence(line.Errors[0].Message), help);
        }

        return new Failure(ErrorCode.Usage, $"unknown command or argument {ShellWord.Of(unknown)}", Hint(SimilarWords(line, unknown), help));
    }

    private static string Help(Command verb) => $"pardef {(verb is RootCommand ? "" : verb.Name + " ")}--help";

    private static string Hint(List<string> similar, string help) =>
        similar.Count == 0 ? help : $"did you mean {string.Join(" or ", similar)}? See {help}";

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
