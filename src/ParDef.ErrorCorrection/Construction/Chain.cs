using System.Runtime.CompilerServices;

namespace ParDef.ErrorCorrection.Construction;

/// <summary>
/// The graph of one chain SC(5, K+5): every edge seen from its check row and from its column (docs/format.md section 8).
/// Blocks and rows are held twice, rotated by one bit in one half, so that a shift is an offset (see <see cref="RowEdges"/>).
/// </summary>
internal sealed class Chain
{
    private readonly int[] _informationColumns;
    private readonly int[] _parityColumns;
    private readonly int[] _parityShift;
    private readonly int[] _rowEdges;
    private readonly int[] _rowStart;
    private readonly int[] _columnEdges;
    private readonly int[] _columnRows;
    private readonly int[] _columnStart;

    private Chain(CodeTable table, int sections)
    {
        InformationBlocks = table.InformationBlocks;
        BlockBytes = table.BlockBytes;
        Sections = sections;
        _informationColumns = new int[sections * InformationBlocks];
        _parityColumns = new int[Rows];
        _parityShift = new int[Rows];
        NumberColumns();

        int most = Columns * CodeGeometry.ParityBlocks;
        _columnEdges = new int[most];
        _columnRows = new int[most];
        _columnStart = new int[Columns + 1];
        _rowEdges = new int[most];
        _rowStart = new int[Rows + 1];
        JoinColumns(table);
        JoinRows();
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

    /// <summary>Columns of the information part, in order.</summary>
    public ReadOnlySpan<int> InformationColumns => _informationColumns;

    /// <summary>Columns of the parity part, in order; row r determines the r-th.</summary>
    public ReadOnlySpan<int> ParityColumns => _parityColumns;

    /// <summary>K + 5, blocks of a data section.</summary>
    public int SectionBlocks => InformationBlocks + CodeGeometry.ParityBlocks;

    /// <summary>The chain of a geometry.</summary>
    public static Chain Of(CodeGeometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return Of(geometry.InformationBlocks, geometry.BlockBytes, geometry.Sections);
    }

    /// <summary>The chain of K, Zb and S.</summary>
    internal static Chain Of(int informationBlocks, int blockBytes, int sections) => new(CodeTable.For(informationBlocks, blockBytes), sections);

    /// <summary>Number of the column of a block.</summary>
    /// <param name="section">0 to S + 1.</param>
    /// <param name="block">0 to K + 4; in a tail section from K.</param>
    public int Column(int section, int block) => section < Sections
        ? section * SectionBlocks + block
        : Sections * SectionBlocks + (section - Sections) * CodeGeometry.ParityBlocks + block - InformationBlocks;

    /// <summary>The first column of a section; behind the last section the number of columns.</summary>
    public int FirstColumn(int section) => Column(section, section < Sections ? 0 : InformationBlocks);

    /// <summary>
    /// Offsets of the edges of a row in an image of the chain that holds block after block as [b | b rotated right by one bit], 2 Zb bytes each:
    /// byte j of the rotated block is the byte at offset + j. The last edge is the row's own parity block.
    /// </summary>
    internal ReadOnlySpan<int> RowEdges(int row) => Between(_rowEdges, _rowStart, row);

    /// <summary>
    /// Offsets of the edges of a column in syndrome rows held as [r rotated left by one bit | r], 2 Zb bytes each: the check of byte x of the
    /// block is the byte at offset + x.
    /// </summary>
    internal ReadOnlySpan<int> ColumnEdges(int column) => Between(_columnEdges, _columnStart, column);

    /// <summary>Rows of the edges of a column.</summary>
    internal ReadOnlySpan<int> ColumnRows(int column) => Between(_columnRows, _columnStart, column);

    /// <summary>The parity block that a row determines.</summary>
    internal int ParityColumn(int row) => _parityColumns[row];

    /// <summary>Shift of that block in the row.</summary>
    internal int ParityShift(int row) => _parityShift[row];

    /// <summary>True for a parity block.</summary>
    internal bool IsParity(int column) => column >= Sections * SectionBlocks || column % SectionBlocks >= InformationBlocks;

    private void NumberColumns()
    {
        for (int i = 0; i < _informationColumns.Length; i++)
        {
            _informationColumns[i] = Column(i / InformationBlocks, i % InformationBlocks);
        }

        for (int row = 0; row < _parityColumns.Length; row++)
        {
            _parityColumns[row] = Column(row / CodeGeometry.ParityBlocks, InformationBlocks + row % CodeGeometry.ParityBlocks);
        }
    }

    /// <summary>Lists the edges of every column, and counts those of every row.</summary>
    private void JoinColumns(CodeTable table)
    {
        int edges = 0;
        int column = 0;
        for (int section = 0; section < Sections + CodeGeometry.TailSections; section++)
        {
            for (int block = section < Sections ? 0 : InformationBlocks; block < SectionBlocks; block++)
            {
                for (int rho = 0; rho < CodeGeometry.ParityBlocks; rho++)
                {
                    var (delay, shift) = Edge(table, section, block, rho);
                    if (delay == CodeTable.NoEdge)
                    {
                        continue;
                    }

                    int row = (section + delay) * CodeGeometry.ParityBlocks + rho;
                    _columnRows[edges] = row;
                    _columnEdges[edges] = row * 2 * BlockBytes + BlockBytes - shift;
                    edges++;
                    _rowStart[row + 1]++;
                    if (block == InformationBlocks + rho)
                    {
                        _parityShift[row] = shift;
                    }
                }

                _columnStart[++column] = edges;
            }
        }
    }

    /// <summary>Lists the edges of every row; its own parity block comes last, so that the encoder leaves it out by leaving out the last edge.</summary>
    private void JoinRows()
    {
        for (int row = 0; row < Rows; row++)
        {
            _rowStart[row + 1] += _rowStart[row];
        }

        var next = _rowStart.AsSpan(0, Rows).ToArray();
        for (int column = 0; column < Columns; column++)
        {
            for (int edge = _columnStart[column]; edge < _columnStart[column + 1]; edge++)
            {
                int row = _columnRows[edge];
                int shift = row * 2 * BlockBytes + BlockBytes - _columnEdges[edge];
                int place = column == _parityColumns[row] ? _rowStart[row + 1] - 1 : next[row]++;
                _rowEdges[place] = column * 2 * BlockBytes + shift;
            }
        }
    }

    /// <summary>The edges of one row or column. Without a range, which would leave a call in every kernel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<int> Between(int[] edges, int[] starts, int number)
    {
        int start = starts[number];
        return edges.AsSpan(start, starts[number + 1] - start);
    }

    private (int Delay, int Shift) Edge(CodeTable table, int section, int block, int rho) => section < Sections
        ? (table.Delay(rho, block), table.Shift(rho, block))
        : (table.TailDelay(section - Sections, block - InformationBlocks, rho), table.TailShift(section - Sections, block - InformationBlocks, rho));
}
