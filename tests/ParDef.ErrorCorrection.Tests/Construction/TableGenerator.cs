using System.Text;

namespace ParDef.ErrorCorrection.Tests.Construction;

/// <summary>
/// Makes the table file from its rule: balanced random delays per K; shifts column by column that keep the closing shift of every possible 4-cycle away from zero on
/// the byte ring and leave few 6-cycles; tail shifts likewise. Deterministic, no input.
/// </summary>
internal sealed class TableGenerator
{
    private const int Rows = 5;
    private const int Width = 2;
    private const ulong Seed = 0x5061724465660000;

    private readonly int _informationBlocks;
    private readonly int _blocks;
    private readonly int[,] _delay;

    private TableGenerator(int informationBlocks)
    {
        _informationBlocks = informationBlocks;
        _blocks = informationBlocks + Rows;
        _delay = new int[Rows, _blocks];
        DrawDelays(new SplitMix(Seed + (ulong)informationBlocks));
    }

    public static string Generate()
    {
        var text = new StringBuilder();
        foreach (int informationBlocks in (int[])[51, 27, 10, 5])
        {
            var code = new TableGenerator(informationBlocks);
            code.WriteDelays(text);
            foreach (int blockBytes in (int[])[64, 128, 256, 512])
            {
                var random = new SplitMix(Seed + (ulong)informationBlocks * 4096 + (ulong)blockBytes);
                var shift = code.DrawShifts(blockBytes, random);
                code.Write(text, blockBytes, shift, code.DrawTail(blockBytes, shift, random));
            }
        }

        return text.ToString();
    }

    private void DrawDelays(SplitMix random)
    {
        do
        {
            for (int row = 0; row < Rows; row++)
            {
                for (int c = 0; c < _blocks; c++)
                {
                    _delay[row, c] = c % (Width + 1);
                }

                for (int c = _blocks - 1; c > 0; c--)
                {
                    Swap(row, c, random.Below(c + 1));
                }

                for (int j = 0; j < Rows; j++)
                {
                    int least = row < j ? 1 : 0;
                    int most = row == j ? 0 : Width;
                    while (_delay[row, _informationBlocks + j] < least || _delay[row, _informationBlocks + j] > most)
                    {
                        Swap(row, _informationBlocks + j, random.Below(_informationBlocks));
                    }
                }
            }
        }
        while (!EveryColumnMeetsTwoSections());
    }

    private void Swap(int row, int one, int other) =>
        (_delay[row, one], _delay[row, other]) = (_delay[row, other], _delay[row, one]);

    private bool EveryColumnMeetsTwoSections() =>
        Enumerable.Range(0, _blocks).All(c => Enumerable.Range(1, Rows - 1).Any(row => _delay[row, c] != _delay[0, c]));

    private int[,] DrawShifts(int blockBytes, SplitMix random)
    {
        var shift = new int[Rows, _blocks];

        // For each pair of rows, how many of the earlier columns make which step between them.
        int bits = 8 * blockBytes;
        int[][] earlier = [.. Enumerable.Range(0, Rows * Rows).Select(_ => new int[(2 * Width + 1) * bits])];
        for (int c = 0; c < _blocks; c++)
        {
            int fewest = int.MaxValue;
            int guard = 8;
            var best = new int[Rows];
            for (int draw = 0, accepted = 0; accepted < 300 && draw < 60_000; draw++)
            {
                if (draw > 0 && draw % 15_000 == 0 && fewest == int.MaxValue)
                {
                    guard = Math.Max(1, guard / 2);
                }

                for (int row = 0; row < Rows; row++)
                {
                    shift[row, c] = random.Below(blockBytes);
                }

                if (!KeepsGuard(shift, c, blockBytes, guard))
                {
                    continue;
                }

                accepted++;
                int cycles = CountSixCycles(shift, c, bits, earlier);
                if (cycles < fewest)
                {
                    fewest = cycles;
                    for (int row = 0; row < Rows; row++)
                    {
                        best[row] = shift[row, c];
                    }
                }

                if (cycles == 0)
                {
                    break;
                }
            }

            for (int row = 0; row < Rows; row++)
            {
                shift[row, c] = best[row];
            }

            for (int pair = 0; pair < earlier.Length; pair++)
            {
                earlier[pair][StepOf(shift, c, pair / Rows, pair % Rows, bits)]++;
            }
        }

        return shift;
    }

    private bool KeepsGuard(int[,] shift, int c, int blockBytes, int guard)
    {
        for (int d = 0; d < c; d++)
        {
            for (int r = 0; r < Rows; r++)
            {
                for (int q = r + 1; q < Rows; q++)
                {
                    if (_delay[r, c] - _delay[r, d] != _delay[q, c] - _delay[q, d])
                    {
                        continue;
                    }

                    int closing = Modulo(shift[r, c] - shift[r, d] - shift[q, c] + shift[q, d], blockBytes);
                    if (closing < guard || closing > blockBytes - guard)
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    /// <summary>Six-cycles that column c closes with two earlier columns a, b: rows p and q meet in c, q and r in a, r and p in b.</summary>
    private int CountSixCycles(int[,] shift, int c, int bits, int[][] earlier)
    {
        int cycles = 0;
        for (int p = 0; p < Rows; p++)
        {
            for (int q = p + 1; q < Rows; q++)
            {
                for (int r = 0; r < Rows; r++)
                {
                    if (r == p || r == q)
                    {
                        continue;
                    }

                    for (int a = 0; a < c; a++)
                    {
                        int delay = _delay[p, c] - _delay[q, c] + _delay[q, a] - _delay[r, a];
                        int turn = shift[p, c] - shift[q, c] + shift[q, a] - shift[r, a];
                        if (Math.Abs(delay) <= Width)
                        {
                            int closing = Step(delay, turn, bits);
                            cycles += earlier[p * Rows + r][closing] - (closing == StepOf(shift, a, p, r, bits) ? 1 : 0);
                        }
                    }
                }
            }
        }

        return cycles;
    }

    /// <summary>Number of the step from row r to row p by some delay and shift.</summary>
    private static int Step(int delay, int turn, int bits) => (delay + Width) * bits + Modulo(turn, bits);

    private int StepOf(int[,] shift, int column, int p, int r, int bits) =>
        Step(_delay[p, column] - _delay[r, column], shift[p, column] - shift[r, column], bits);

    private (int Delay, int Shift)[,] DrawTail(int blockBytes, int[,] shift, SplitMix random)
    {
        var tail = new (int Delay, int Shift)[Width * Rows, Rows];
        var columns = new List<List<(int Row, int Shift)>>();
        for (int section = -Width; section < 0; section++)
        {
            for (int c = 0; c < _blocks; c++)
            {
                columns.Add([.. Enumerable.Range(0, Rows).Select(row => ((section + _delay[row, c]) * Rows + row, shift[row, c]))]);
            }
        }

        for (int i = 0; i < Width; i++)
        {
            for (int j = 0; j < Rows; j++)
            {
                int index = i * Rows + j;
                for (int row = 0; row < Rows; row++)
                {
                    int delay = row == j ? 0 : Math.Min(_delay[row, _informationBlocks + j], Width - 1 - i);
                    tail[index, row] = (row < j && delay < 1 ? -1 : delay, 0);
                }

                var column = DrawTailColumn(i, tail, index, columns, blockBytes, random);
                foreach (var (row, turn) in column)
                {
                    tail[index, row % Rows].Shift = turn;
                }

                columns.Add(column);
            }
        }

        return tail;
    }

    private static List<(int Row, int Shift)> DrawTailColumn(
        int section, (int Delay, int Shift)[,] tail, int index, List<List<(int Row, int Shift)>> columns, int blockBytes, SplitMix random)
    {
        for (int draw = 0; ; draw++)
        {
            int guard = draw < 10_000 ? 8 : draw < 20_000 ? 4 : draw < 30_000 ? 2 : 1;
            var column = new List<(int Row, int Shift)>();
            for (int row = 0; row < Rows; row++)
            {
                if (tail[index, row].Delay >= 0)
                {
                    column.Add(((section + tail[index, row].Delay) * Rows + row, random.Below(blockBytes)));
                }
            }

            if (columns.TrueForAll(other => KeepsGuard(column, other, blockBytes, guard)))
            {
                return column;
            }
        }
    }

    private static bool KeepsGuard(List<(int Row, int Shift)> one, List<(int Row, int Shift)> other, int blockBytes, int guard)
    {
        Span<int> differences = stackalloc int[Rows];
        int common = 0;
        foreach (var a in one)
        {
            foreach (var b in other)
            {
                if (a.Row == b.Row)
                {
                    differences[common++] = a.Shift - b.Shift;
                }
            }
        }

        for (int x = 0; x < common; x++)
        {
            for (int y = 0; y < x; y++)
            {
                int closing = Modulo(differences[x] - differences[y], blockBytes);
                if (closing < guard || closing > blockBytes - guard)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void WriteDelays(StringBuilder text)
    {
        for (int row = 0; row < Rows; row++)
        {
            text.Append($"delay {_informationBlocks} {row}:");
            for (int c = 0; c < _blocks; c++)
            {
                text.Append($" {_delay[row, c]}");
            }

            text.Append('\n');
        }
    }

    private void Write(StringBuilder text, int blockBytes, int[,] shift, (int Delay, int Shift)[,] tail)
    {
        for (int row = 0; row < Rows; row++)
        {
            text.Append($"shift {_informationBlocks} {blockBytes} {row}:");
            for (int c = 0; c < _blocks; c++)
            {
                text.Append($" {shift[row, c]}");
            }

            text.Append('\n');
        }

        for (int index = 0; index < Width * Rows; index++)
        {
            text.Append($"tail {_informationBlocks} {blockBytes} {index / Rows} {index % Rows}:");
            for (int row = 0; row < Rows; row++)
            {
                text.Append(tail[index, row].Delay < 0 ? " -" : $" {tail[index, row].Delay}/{tail[index, row].Shift}");
            }

            text.Append('\n');
        }
    }

    private static int Modulo(int value, int modulus) => (value % modulus + modulus) % modulus;

    private sealed class SplitMix(ulong seed)
    {
        private readonly Samples.SeededStream _stream = new(seed);

        public int Below(int bound) => _stream.Below(bound);
    }
}
