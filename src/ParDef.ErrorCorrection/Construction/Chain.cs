using System.Collections.Concurrent;

namespace ParDef.ErrorCorrection.Construction;

/// <summary>
/// The graph of one chain SC(5, K+5): every edge seen from its check row and from its column (docs/format.md section 8).
/// Blocks and rows are held twice, rotated by one bit in one half, so that a shift is an offset (see <see cref="RowEdges"/>).
/// </summary>
public sealed class Chain
{
    private static readonly ConcurrentDictionary<(int, int, int), Chain> Built = new();
    private readonly int[] _rowEdges;
    private readonly int[] _rowStart;
    private readonly int[] _columnEdges;
    private readonly int[] _columnRows;
    private readonly int[] _columnStart;
    private readonly int[] _parityShift;

    private Chain(CodeTable table, int sections)
    {
        InformationBlocks = table.InformationBlocks;
        BlockBytes = table.BlockBytes;
        Sections = sections;
        var rows = new List<(int Column, int Shift)>[Rows];
        var columns = new List<(int Row, int Shift)>[Columns];
        Array.Fill(rows, null!);
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = [];
        }

        _parityShift = new int[Rows];
        foreach (var (section, block) in Blocks())
        {
            int column = Column(section, block);
            columns[column] = [];
            for (int rho = 0; rho < CodeGeometry.ParityBlocks; rho++)
            {
                var (delay, shift) = Edge(table, section, block, rho);
                if (delay == CodeTable.NoEdge)
                {
                    continue;
                }

                int row = (section + delay) * CodeGeometry.ParityBlocks + rho;
                columns[column].Add((row, shift));
                if (block - InformationBlocks == rho)
                {
                    _parityShift[row] = shift;
                }

                rows[row].Add((column, shift));
            }
        }

        // The diagonal parity block stands last in its row, so that the encoder leaves it out by leaving out the last edge.
        for (int row = 0; row < rows.Length; row++)
        {
            int diagonal = rows[row].FindIndex(edge => edge.Column == ParityColumn(row));
            var last = rows[row][diagonal];
            rows[row].RemoveAt(diagonal);
            rows[row].Add(last);
        }

        _rowEdges = [.. rows.SelectMany(row => row.Select(edge => edge.Column * 2 * BlockBytes + edge.Shift))];
        _rowStart = Starts(rows);
        _columnRows = [.. columns.SelectMany(column => column.Select(edge => edge.Row))];
        _columnEdges = [.. columns.SelectMany(column => column.Select(edge => edge.Row * 2 * BlockBytes + BlockBytes - edge.Shift))];
        _columnStart = Starts(columns);
    }

    /// <summary>K.</summary>
    public int InformationBlocks { get; }

    /// <summary>Zb.</summary>
    public int BlockBytes { get; }

    /// <summary>S, data sections.</summary>
    public int Sections { get; }

    /// <summary>All columns (blocks), data and tail.</summary>
    public int Columns => Sections * SectionBlocks + CodeGeometry.TailSections * CodeGeometry.ParityBlocks;

    /// <summary>All check rows.</summary>
    public int Rows => (Sections + CodeGeometry.TailSections) * CodeGeometry.ParityBlocks;

    private int SectionBlocks => InformationBlocks + CodeGeometry.ParityBlocks;

    /// <summary>The chain of a geometry; chains are made once and shared.</summary>
    public static Chain Of(CodeGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return Of(geometry.InformationBlocks, geometry.BlockBytes, geometry.Sections);
    }

    /// <summary>The chain of K, Zb and S.</summary>
    public static Chain Of(int informationBlocks, int blockBytes, int sections) =>
        Built.GetOrAdd(
            (informationBlocks, blockBytes, sections),
            key => new Chain(CodeTable.For(key.Item1, key.Item2), key.Item3));

    /// <summary>Number of the column of a block.</summary>
    public int Column(int section, int block) => section < Sections
        ? section * SectionBlocks + block
        : Sections * SectionBlocks + (section - Sections) * CodeGeometry.ParityBlocks + block - InformationBlocks;

    /// <summary>Columns of the information part, in order.</summary>
    public IEnumerable<int> InformationColumns() =>
        Blocks().Where(at => at.Block < InformationBlocks).Select(at => Column(at.Section, at.Block));

    /// <summary>Columns of the parity part, in order.</summary>
    public IEnumerable<int> ParityColumns() =>
        Blocks().Where(at => at.Block >= InformationBlocks).Select(at => Column(at.Section, at.Block));

    /// <summary>
    /// Offsets of the edges of a row in an image of the chain that holds block after block as [b | b rotated right by one bit], 2 Zb bytes each:
    /// byte j of the rotated block is the byte at offset + j. The last edge is the row's own parity block.
    /// </summary>
    internal ReadOnlySpan<int> RowEdges(int row) => _rowEdges.AsSpan(_rowStart[row].._rowStart[row + 1]);

    /// <summary>
    /// Offsets of the edges of a column in syndrome rows held as [r rotated left by one bit | r], 2 Zb bytes each: the check of byte x of the
    /// block is the byte at offset + x.
    /// </summary>
    internal ReadOnlySpan<int> ColumnEdges(int column) => _columnEdges.AsSpan(_columnStart[column].._columnStart[column + 1]);

    /// <summary>Rows of the edges of a column.</summary>
    internal ReadOnlySpan<int> ColumnRows(int column) => _columnRows.AsSpan(_columnStart[column].._columnStart[column + 1]);

    /// <summary>The parity block that a row determines.</summary>
    internal int ParityColumn(int row) =>
        Column(row / CodeGeometry.ParityBlocks, InformationBlocks + row % CodeGeometry.ParityBlocks);

    /// <summary>Shift of that block in the row.</summary>
    internal int ParityShift(int row) => _parityShift[row];

    private IEnumerable<(int Section, int Block)> Blocks()
    {
        for (int section = 0; section < Sections + CodeGeometry.TailSections; section++)
        {
            for (int block = section < Sections ? 0 : InformationBlocks; block < SectionBlocks; block++)
            {
                yield return (section, block);
            }
        }
    }

    private (int Delay, int Shift) Edge(CodeTable table, int section, int block, int rho) => section < Sections
        ? (table.Delay(rho, block), table.Shift(rho, block))
        : (table.TailDelay(section - Sections, block - InformationBlocks, rho), table.TailShift(section - Sections, block - InformationBlocks, rho));

    private static int[] Starts<T>(List<T>[] lists)
    {
        var starts = new int[lists.Length + 1];
        for (int i = 0; i < lists.Length; i++)
        {
            starts[i + 1] = starts[i] + lists[i].Count;
        }

        return starts;
    }
}
