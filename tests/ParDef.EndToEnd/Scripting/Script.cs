using System.Text.RegularExpressions;

namespace ParDef.EndToEnd.Scripting;

/// <summary>A script: blocks of lines, each headed by a comment that names its issue. <c>Scripts/README.md</c> describes the language.</summary>
internal sealed partial record Script(string Name, IReadOnlyList<ScriptLine> Lines)
{
    /// <summary>Reads a script and refuses one that breaks the rules of form.</summary>
    public static Script Read(string name, string text)
    {
        var lines = new List<ScriptLine>();
        bool startsBlock = true;
        bool needsExit = false;
        int number = 0;
        foreach (string line in text.Split('\n').Select(line => line.Trim()))
        {
            number++;
            if (line.Length == 0)
            {
                startsBlock = true;
                continue;
            }

            if (startsBlock && !IssueComment().IsMatch(line))
            {
                throw new FormatException($"{name}:{number}: a block starts with a comment that names its issue: # #10 ...");
            }

            startsBlock = false;
            if (line.StartsWith('#'))
            {
                continue;
            }

            string[] words = [.. Words(line)];
            if (needsExit != (words[0] == "exit"))
            {
                throw new FormatException($"{name}:{number}: a command is followed by the exit code expected of it, and nothing else is");
            }

            needsExit = words[0] == "$";
            lines.Add(new ScriptLine(number, line, words));
        }

        return needsExit ? throw new FormatException($"{name}: the last command has no exit code") : new Script(name, lines);
    }

    /// <summary>Words separated by spaces; in double quotes spaces stay, a backslash keeps the next character, <c>\n</c> ends a line.</summary>
    private static IEnumerable<string> Words(string line) => WordPattern().Matches(line).Select(match => match.Value.StartsWith('"')
        ? Escape().Replace(match.Value[1..^1], escape => escape.Value == "\\n" ? "\n" : escape.Value[1..])
        : match.Value);

    [GeneratedRegex("^# #[0-9]+ .+")]
    private static partial Regex IssueComment();

    [GeneratedRegex(@"\\.")]
    private static partial Regex Escape();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|\S+
        """)]
    private static partial Regex WordPattern();
}
