using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Tests.Construction;

public class ChainTests
{
    public static TheoryData<int, int> Codes()
    {
        var codes = new TheoryData<int, int>();
        foreach (int informationBlocks in (int[])[51, 27, 10, 5])
        {
            foreach (int blockBytes in (int[])[64, 128, 256, 512])
            {
                codes.Add(informationBlocks, blockBytes);
            }
        }

        return codes;
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void No_two_columns_meet_twice_on_either_ring(int informationBlocks, int blockBytes)
    {
        var columns = Columns(Chain.Of(informationBlocks, blockBytes, 6));
        Assert.Equal(0, CountFourCycles(columns, blockBytes));
        Assert.Equal(0, CountFourCycles(columns, 8 * blockBytes));
    }

    [Fact]
    public void A_wrong_shift_would_be_noticed()
    {
        var columns = Columns(Chain.Of(27, 64, 6));
        var (one, other) = (from a in Enumerable.Range(0, columns.Length)
                            from b in Enumerable.Range(a + 1, columns.Length - a - 1)
                            where columns[a].Select(edge => edge.Row).Intersect(columns[b].Select(edge => edge.Row)).Count() >= 2
                            select (a, b)).First();
        var common = columns[one].Select(edge => edge.Row).Intersect(columns[other].Select(edge => edge.Row)).ToList();
        int Shift(int column, int row) => columns[column].Single(edge => edge.Row == row).Shift;
        int wrong = Shift(other, common[0]) + Shift(one, common[1]) - Shift(other, common[1]);
        columns[one] = [.. columns[one].Select(edge => edge.Row == common[0] ? (edge.Row, wrong) : edge)];
        Assert.NotEqual(0, CountFourCycles(columns, 64));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Rows_and_columns_show_the_same_edges(int informationBlocks, int blockBytes)
    {
        var chain = Chain.Of(informationBlocks, blockBytes, 5);
        var byRow = Enumerable.Range(0, chain.Rows)
            .SelectMany(row => chain.RowEdges(row).ToArray().Select(edge => (row, edge / (2 * blockBytes), edge % (2 * blockBytes))));
        var byColumn = Columns(chain).SelectMany((edges, column) => edges.Select(edge => (edge.Row, column, edge.Shift)));
        Assert.Equal(byRow.Order(), byColumn.Order());
    }

    [Fact]
    public void Every_row_determines_one_parity_block_that_no_earlier_row_holds()
    {
        var chain = Chain.Of(27, 128, 4);
        var known = chain.InformationColumns.ToArray().ToHashSet();
        for (int row = 0; row < chain.Rows; row++)
        {
            int[] columns = [.. chain.RowEdges(row).ToArray().Select(edge => edge / 256)];
            Assert.Equal(chain.ParityColumn(row), Assert.Single(columns, column => !known.Contains(column)));
            known.Add(chain.ParityColumn(row));
        }

        Assert.Equal(chain.Columns, known.Count);
    }

    private static (int Row, int Shift)[][] Columns(Chain chain) =>
        [.. Enumerable.Range(0, chain.Columns).Select(column => chain.ColumnRows(column).ToArray()
            .Zip(chain.ColumnEdges(column).ToArray(), (row, edge) => (row, row * 2 * chain.BlockBytes + chain.BlockBytes - edge)).ToArray())];

    private static int CountFourCycles((int Row, int Shift)[][] columns, int ring)
    {
        int cycles = 0;
        for (int a = 0; a < columns.Length; a++)
        {
            for (int b = a + 1; b < columns.Length; b++)
            {
                var differences = (from one in columns[a]
                                   from other in columns[b]
                                   where one.Row == other.Row
                                   select ((one.Shift - other.Shift) % ring + ring) % ring).ToList();
                cycles += differences.Count - differences.Distinct().Count();
            }
        }

        return cycles;
    }
}
