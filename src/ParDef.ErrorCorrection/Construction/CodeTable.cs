using System.Collections.Concurrent;
using System.Globalization;

namespace ParDef.ErrorCorrection.Construction;

/// <summary>Delays and shifts of one (K, Zb), read from the normative table file (docs/format.md section 8).</summary>
internal sealed class CodeTable
{
    /// <summary>An edge that does not exist.</summary>
    public const int NoEdge = -1;

    private static readonly ConcurrentDictionary<(int, int), CodeTable> Read = new();
    private readonly int[] _delay;
    private readonly int[] _shift;
    private readonly int[] _tailDelay = new int[CodeGeometry.TailSections * CodeGeometry.ParityBlocks * CodeGeometry.ParityBlocks];
    private readonly int[] _tailShift = new int[CodeGeometry.TailSections * CodeGeometry.ParityBlocks * CodeGeometry.ParityBlocks];

    private CodeTable(int informationBlocks, int blockBytes)
    {
        InformationBlocks = informationBlocks;
        BlockBytes = blockBytes;
        _delay = new int[CodeGeometry.ParityBlocks * Blocks];
        _shift = new int[CodeGeometry.ParityBlocks * Blocks];
    }

    /// <summary>K, information blocks of a data section.</summary>
    public int InformationBlocks { get; }

    /// <summary>Zb, the lifting size in bytes.</summary>
    public int BlockBytes { get; }

    private int Blocks => InformationBlocks + CodeGeometry.ParityBlocks;

    /// <summary>The table of one K in {51, 27, 10, 5} and one Zb in {64, 128, 256, 512}.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such table.</exception>
    public static CodeTable For(int informationBlocks, int blockBytes) =>
        Read.GetOrAdd((informationBlocks, blockBytes), key => Parse(key.Item1, key.Item2));

    /// <summary>Sections by which the row <paramref name="rho"/> of block <paramref name="block"/> lies behind it, 0 to 2.</summary>
    public int Delay(int rho, int block) => _delay[rho * Blocks + block];

    /// <summary>Shift of that edge, 0 to Zb - 1.</summary>
    public int Shift(int rho, int block) => _shift[rho * Blocks + block];

    /// <summary>Delay of tail block <paramref name="block"/> of tail section <paramref name="section"/>, or <see cref="NoEdge"/>.</summary>
    public int TailDelay(int section, int block, int rho) => _tailDelay[TailIndex(section, block, rho)];

    /// <summary>Shift of that edge.</summary>
    public int TailShift(int section, int block, int rho) => _tailShift[TailIndex(section, block, rho)];

    private static int TailIndex(int section, int block, int rho) =>
        (section * CodeGeometry.ParityBlocks + block) * CodeGeometry.ParityBlocks + rho;

    private static CodeTable Parse(int informationBlocks, int blockBytes)
    {
        var table = new CodeTable(informationBlocks, blockBytes);
        int found = 0;
        using var reader = new StreamReader(OpenTables());
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            string[] key = line[..colon].Split(' ');
            if (Number(key[1]) != informationBlocks || (key[0] != "delay" && Number(key[2]) != blockBytes))
            {
                continue;
            }

            table.Take(key, line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            found++;
        }

        const int linesOfATable = 2 * CodeGeometry.ParityBlocks + CodeGeometry.TailSections * CodeGeometry.ParityBlocks;
        ArgumentOutOfRangeException.ThrowIfNotEqual(found, linesOfATable, nameof(informationBlocks));
        return table;
    }

    /// <summary>The table file as it is shipped.</summary>
    internal static Stream OpenTables() =>
        typeof(CodeTable).Assembly.GetManifestResourceStream("ParDef.ErrorCorrection.tables.txt")!;

    private void Take(string[] key, string[] values)
    {
        if (key[0] == "tail")
        {
            for (int rho = 0; rho < CodeGeometry.ParityBlocks; rho++)
            {
                int index = TailIndex(Number(key[3]), Number(key[4]), rho);
                string[] edge = values[rho].Split('/');
                _tailDelay[index] = edge.Length == 2 ? Number(edge[0]) : NoEdge;
                _tailShift[index] = edge.Length == 2 ? Number(edge[1]) : 0;
            }

            return;
        }

        int row = Number(key[^1]) * Blocks;
        int[] target = key[0] == "delay" ? _delay : _shift;
        for (int block = 0; block < Blocks; block++)
        {
            target[row + block] = Number(values[block]);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
