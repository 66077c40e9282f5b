using Spectre.Console;

namespace ParDef.Cli.Output;

/// <summary>Results for people.</summary>
internal sealed class Human(TextWriter writer)
{
    // A file or a pipe has no width; long digests must not be broken there.
    private const int WidthOfFiles = 200;

    /// <summary>One line.</summary>
    public void Line(string text) => writer.WriteLine(Printable.Of(text));

    /// <summary>Lines of our own, as they are.</summary>
    public void Script(string text) => writer.WriteLine(text);

    /// <summary>Rows of a name, a value and a remark, in columns; values that are numbers stand flush right.</summary>
    public void Table(params IEnumerable<(string Name, string Value, string Remark)> rows)
    {
        var grid = new Grid();
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 2, 0) });
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0), Alignment = Justify.Right });
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 0, 0) });
        foreach (var (name, value, remark) in rows)
        {
            grid.AddRow(Cell(name), Cell(value), Cell(remark));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Ansi = AnsiSupport.No });
        console.Profile.Width = WidthOfFiles;
        console.Write(grid);
    }

    private static Text Cell(string text) => new(Printable.Of(text));
}
