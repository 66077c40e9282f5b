namespace ParDef.Runtime.Layout;

/// <summary>For each 32-bit word of a piece of live memory the canonical word that it is a copy of, or that it is padding, or a value of its own.</summary>
/// <remarks>Layouts repeat themselves, so the map is kept as nested runs of constant step (<see cref="Level"/>): a few hundred bytes for most.</remarks>
internal sealed class WordMap
{
    /// <summary>Stands for a word that is zero.</summary>
    public const int Zero = -1;

    // The values -2, -3, ... are literals, by position.
    private const int FirstLiteral = -2;

    private readonly int[] _starts;
    private readonly Level[] _levels;
    private readonly uint[] _literals;

    private WordMap(int[] starts, Level[] levels, uint[] literals, int length)
    {
        _starts = starts;
        _levels = levels;
        _literals = literals;
        Length = length;
    }

    /// <summary>Number of words.</summary>
    public int Length { get; }

    /// <summary>Words whose value is kept here, since it comes from no canonical word: what the engine made of shapes.</summary>
    public int Literals => _literals.Length;

    /// <summary>Bytes that the map itself takes.</summary>
    public long Footprint => (_starts.Length + _literals.Length + (2L * _levels.Length)) * sizeof(int);

    /// <summary>Packs a map.</summary>
    /// <param name="words">For each word the number of its canonical word, <see cref="Zero"/>, or a code from <see cref="LiteralCode"/>.</param>
    /// <param name="literals">The values of the literals.</param>
    public static WordMap Pack(ReadOnlySpan<int> words, IReadOnlyList<uint> literals)
    {
        var levels = new List<Level>();
        int length = words.Length;
        int[]? starts = null;
        while (Level.Find(words) is { } level)
        {
            levels.Add(level);
            starts = new int[words.Length / level.Count];
            for (int run = 0; run < starts.Length; run++)
            {
                starts[run] = words[run * level.Count];
            }

            words = starts;
        }

        return new WordMap(starts ?? words.ToArray(), [.. levels], [.. literals], length);
    }

    /// <summary>The code of the literal at a position.</summary>
    public static int LiteralCode(int position) => FirstLiteral - position;

    /// <summary>
    /// The canonical word of each of some words: its number, <see cref="Zero"/>, or the code of a literal.
    /// </summary>
    /// <param name="first">The first word asked for.</param>
    /// <param name="words">As many as asked for.</param>
    public void Read(int first, Span<int> words)
    {
        // An odometer: one counter a level, the innermost first.
        Span<int> counters = stackalloc int[_levels.Length];
        int run = first;
        int offset = 0;
        for (int level = 0; level < counters.Length; level++)
        {
            counters[level] = run % _levels[level].Count;
            offset += counters[level] * _levels[level].Step;
            run /= _levels[level].Count;
        }

        int length = _levels.Length == 0 ? 1 : _levels[0].Count;
        int step = _levels.Length == 0 ? 0 : _levels[0].Step;
        int done = 0;
        while (done < words.Length)
        {
            // What is left of the innermost run, in one go.
            int start = _starts[run];
            int within = _levels.Length == 0 ? 0 : counters[0];
            int taken = Math.Min(length - within, words.Length - done);
            for (int i = 0; i < taken; i++)
            {
                words[done + i] = start < 0 ? start : start + offset + (i * step);
            }

            done += taken;
            offset -= within * step;
            int level = 1;
            for (; level < counters.Length; level++)
            {
                offset += _levels[level].Step;
                if (++counters[level] < _levels[level].Count)
                {
                    break;
                }

                offset -= _levels[level].Count * _levels[level].Step;
                counters[level] = 0;
            }

            if (counters.Length > 0)
            {
                counters[0] = 0;
            }

            run += level >= counters.Length ? 1 : 0;
        }
    }

    /// <summary>The value of a literal.</summary>
    public uint Literal(int code) => _literals[FirstLiteral - code];
}
