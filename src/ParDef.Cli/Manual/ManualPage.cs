using System.CommandLine;
using System.CommandLine.Completions;
using ParDef.Cli.Commands;

namespace ParDef.Cli.Manual;

/// <summary>The manual page of a verb, or of the whole command, from the symbols that <c>--help</c> prints.</summary>
internal static class ManualPage
{
    /// <summary>The page, in roff.</summary>
    /// <param name="root">The whole command.</param>
    /// <param name="verb">One of its verbs, or the root itself.</param>
    /// <param name="version">What <c>--version</c> says.</param>
    public static string Of(RootCommand root, Command verb, string version)
    {
        bool isRoot = verb == root;
        var page = new Roff();
        page.Title(isRoot ? "pardef" : $"pardef-{verb.Name}", version);
        page.Section("NAME");
        page.Line($"{(isRoot ? "pardef" : $"pardef-{verb.Name}")} - {verb.Description}");
        page.Section("SYNOPSIS");
        page.Marked(isRoot ? $"{Roff.Bold("pardef")} {Roff.Italic("COMMAND")} [{Roff.Italic("OPTION")}]..." : Synopsis(verb));
        page.Section("DESCRIPTION");
        page.Sentence(verb.Description!);
        foreach (var argument in verb.Arguments)
        {
            page.Term(Roff.Italic(NameOf(argument)), argument.Description!);
        }

        if (isRoot)
        {
            page.Section("COMMANDS");
            foreach (var each in root.Subcommands)
            {
                page.Term(Synopsis(each), each.Description!);
            }
        }

        page.Section("OPTIONS");
        var inherited = isRoot ? [] : root.Options.Where(option => option.Recursive);
        foreach (var option in verb.Options.Concat(inherited))
        {
            page.Term(Words(option), option.Description + Default(option));
        }

        Rows(page, "EXIT STATUS", Conventions.ExitCodes);
        Rows(page, "ENVIRONMENT", Conventions.Environment);
        if (isRoot)
        {
            Rows(page, "EXAMPLES", Conventions.Examples);
        }

        page.Section("SEE ALSO");
        page.Marked(isRoot
            ? string.Join(", ", root.Subcommands.Select(each => $"{Roff.Bold($"pardef-{each.Name}")}(1)"))
            : $"{Roff.Bold("pardef")}(1)");
        return page.ToString();
    }

    private static string Synopsis(Command verb)
    {
        var words = verb.Options.Where(option => option.Required).Select(Words)
            .Append($"[{Roff.Italic("OPTION")}]...")
            .Concat(verb.Arguments.Select(Word));
        return $"{Roff.Bold($"pardef {verb.Name}")} {string.Join(' ', words)}";
    }

    private static string Word(Argument argument)
    {
        string word = Roff.Italic(NameOf(argument)) + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{word}]" : word;
    }

    private static string NameOf(Argument argument) => argument.HelpName ?? Choices(argument) ?? argument.Name;

    private static string Words(Option option)
    {
        string names = string.Join(", ", option.Aliases.Prepend(option.Name).OrderBy(name => name.Length).Select(Roff.Bold));
        string? value = option.ValueType == typeof(bool) ? null : option.HelpName ?? Choices(option);
        return value is null ? names : $"{names} {Roff.Italic(value)}";
    }

    private static string? Choices(Symbol symbol)
    {
        string choices = string.Join('|', symbol.GetCompletions(CompletionContext.Empty).Select(item => item.Label));
        return choices.Length == 0 ? null : choices;
    }

    private static string Default(Option option) =>
        option.HasDefaultValue && option.ValueType != typeof(bool) ? $" [default: {option.GetDefaultValue()}]" : "";

    private static void Rows(Roff page, string section, IEnumerable<(string Name, string Meaning)> rows)
    {
        page.Section(section);
        foreach (var (name, meaning) in rows)
        {
            page.Term(Roff.Bold(name), meaning);
        }
    }
}
