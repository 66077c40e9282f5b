using Spectre.Console;

namespace ParDef.Cli.Output;

/// <summary>Results for people.</summary>
internal sealed class Human(TextWriter writer)
{
    // Lines are not broken to the width of a terminal: it breaks them itself, and a file or a pipe has no width.
    private const int LongestLine = 1000;

    /// <summary>One line.</summary>
    public void Line(string text) => writer.WriteLine(Printable.Of(text));

    /// <summary>Lines of our own, as they are.</summary>
    public void Script(string text) => writer.WriteLine(text);

    /// <summary>Rows of a name, a number and a remark, in columns; numbers stand flush right.</summary>
    public void Table(params IEnumerable<(string Name, string Number, string Remark)> rows)
    {
        var grid = new Grid();
        grid.AddColumn(Column(indent: 2));
        grid.AddColumn(Column(indent: 0).RightAligned());
        grid.AddColumn(Column(indent: 0));
        foreach (var (name, number, remark) in rows)
        {
            grid.AddRow(Cell(name), Cell(number), Cell(remark));
        }

        Write(grid);
    }

    /// <summary>Rows of a name and a text.</summary>
    public void Facts(IEnumerable<KeyValuePair<string, string>> facts)
    {
        var grid = new Grid();
        grid.AddColumn(Column(indent: 3));
        grid.AddColumn(Column(indent: 0));
        foreach (var (name, fact) in facts)
        {
            grid.AddRow(Cell(name), Cell(fact));
        }

        Write(grid);
    }

    private void Write(Grid grid)
    {
        using var lines = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(lines), Ansi = AnsiSupport.No });
        console.Profile.Width = LongestLine;
        console.Write(grid);
        foreach (string line in lines.ToString().TrimEnd().Split('\n'))
        {
            writer.WriteLine(line.TrimEnd());
        }
    }

    private static GridColumn Column(int indent) => new() { NoWrap = true, Padding = new Padding(indent, 0, 2, 0) };

    private static Text Cell(string text) => new(Printable.Of(text));
}
