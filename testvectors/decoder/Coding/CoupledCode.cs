namespace ParDef.IndependentDecoder.Coding;

/// <summary>The check matrix of one chain, as lists (section 8).</summary>
public sealed class CoupledCode
{
    /// <summary>Lays out the code of a geometry.</summary>
    public CoupledCode(Geometry geometry)
    {
        Geometry = geometry;
        Z = 8 * geometry.Zb;
        int columns = geometry.S * (geometry.K + 5);
        Blocks = columns + 10;
        Rows = [.. Enumerable.Range(0, 5 * (geometry.S + 2)).Select(_ => new List<Edge>())];
        for (int rho = 0; rho < 5; rho++)
        {
            int[] delay = TableFile.Delay(geometry.K, rho);
            int[] shift = TableFile.Shift(geometry.K, geometry.Zb, rho);
            for (int column = 0; column < columns; column++)
            {
                int within = column % (geometry.K + 5);
                Add((column / (geometry.K + 5)) + delay[within], rho, column, shift[within]);
            }
        }

        for (int tail = 0; tail < 10; tail++)
        {
            var edges = TableFile.Tail(geometry.K, geometry.Zb, tail / 5, tail % 5);
            for (int rho = 0; rho < 5; rho++)
            {
                if (edges[rho] is { } edge)
                {
                    Add(geometry.S + (tail / 5) + edge.Delay, rho, columns + tail, edge.Shift);
                }
            }
        }

        Information = [.. Enumerable.Range(0, columns).Where(column => column % (geometry.K + 5) < geometry.K)];
        Parity = [.. Enumerable.Range(0, Blocks).Where(column => column >= columns || column % (geometry.K + 5) >= geometry.K)];
    }

    /// <summary>What it was laid out for.</summary>
    public Geometry Geometry { get; }

    /// <summary>Bits of a block.</summary>
    public int Z { get; }

    /// <summary>Blocks of the chain.</summary>
    public int Blocks { get; }

    /// <summary>The edges of each check row, 5 sigma + rho.</summary>
    public IReadOnlyList<List<Edge>> Rows { get; }

    /// <summary>Columns of the information blocks, in order.</summary>
    public IReadOnlyList<int> Information { get; }

    /// <summary>Columns of the parity blocks, in order.</summary>
    public IReadOnlyList<int> Parity { get; }

    /// <summary>Position of the bit of an edge in check <paramref name="bit"/> of its row; a chain is one array of bits.</summary>
    public int Position(Edge edge, int bit) => (edge.Column * Z) + ((bit + edge.Shift) % Z);

    /// <summary>Where a bit of a byte of a block stands in the array of bits.</summary>
    public int PositionInByte(int column, int offset, int bit) => (column * Z) + (bit * Geometry.Zb) + offset;

    /// <summary>Computes the parity blocks of a chain whose information is set.</summary>
    public void Encode(byte[] bits)
    {
        var known = new HashSet<int>(Information);
        foreach (var row in Rows)
        {
            var open = row.Single(edge => !known.Contains(edge.Column));
            for (int bit = 0; bit < Z; bit++)
            {
                int sum = 0;
                foreach (var edge in row)
                {
                    sum ^= edge.Column == open.Column ? 0 : bits[Position(edge, bit)];
                }

                bits[Position(open, bit)] = (byte)sum;
            }

            known.Add(open.Column);
        }
    }

    private void Add(int sigma, int rho, int column, int shift) => Rows[(5 * sigma) + rho].Add(new Edge(column, shift));

    /// <summary>A block in a row.</summary>
    /// <param name="Column">The block.</param>
    /// <param name="Shift">How far it is rotated.</param>
    public readonly record struct Edge(int Column, int Shift);
}
