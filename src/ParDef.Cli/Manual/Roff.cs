using System.Text;

namespace ParDef.Cli.Manual;

/// <summary>Text in the macros of man(7).</summary>
internal sealed class Roff
{
    private readonly StringBuilder _text = new();

    /// <summary>The title line of a page of section 1.</summary>
    public void Title(string name, string version) => Macro($".TH {Escaped(name.ToUpperInvariant())} 1 \"\" \"pardef {Escaped(version)}\" \"ParDef\"");

    /// <summary>The head of a section.</summary>
    public void Section(string name) => Macro($".SH {name}");

    /// <summary>A line of plain words.</summary>
    public void Line(string text) => Macro(Protected(Escaped(text)));

    /// <summary>A sentence with its full stop.</summary>
    public void Sentence(string text) => Line(text.EndsWith('.') ? text : text + ".");

    /// <summary>A term, made of <see cref="Bold"/>, <see cref="Italic"/> and plain words, and what it means.</summary>
    public void Term(string marked, string meaning)
    {
        Macro(".TP");
        Macro(marked);
        Line(meaning);
    }

    /// <summary>A line of <see cref="Bold"/>, <see cref="Italic"/> and plain words.</summary>
    public void Marked(string marked) => Macro(marked);

    /// <summary>Words to type as they are.</summary>
    public static string Bold(string text) => $@"\fB{Escaped(text)}\fR";

    /// <summary>Words to replace.</summary>
    public static string Italic(string text) => $@"\fI{Escaped(text)}\fR";

    /// <inheritdoc/>
    public override string ToString() => _text.ToString().TrimEnd('\n');

    // A hyphen that a reader can copy into a shell is written as a minus.
    private static string Escaped(string text) => text.Replace(@"\", @"\(rs", StringComparison.Ordinal).Replace("-", @"\-", StringComparison.Ordinal);

    /// <summary>A line that starts with a dot or an apostrophe would be a macro.</summary>
    private static string Protected(string line) => line is ['.' or '\'', ..] ? @"\&" + line : line;

    private void Macro(string line) => _text.Append(line).Append('\n');
}
