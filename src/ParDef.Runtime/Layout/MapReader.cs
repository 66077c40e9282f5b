using System.Runtime.InteropServices;

namespace ParDef.Runtime.Layout;

/// <summary>Reads off numbered memory where its words come from, and holds real memory against that.</summary>
/// <param name="numbering">What the memory was made from.</param>
internal sealed class MapReader(Numbering numbering)
{
    /// <summary>The map of memory that was made from numbered weights. What shows no number is taken as padding or a literal; only <see cref="IsTrue"/> says that it is.</summary>
    public WordMap Read(ReadOnlySpan<byte> memory)
    {
        var words = new int[(memory.Length + sizeof(uint) - 1) / sizeof(uint)];
        var literals = new List<uint>();
        for (int i = 0; i < words.Length; i++)
        {
            uint value = WordAt(memory, i);
            if (value == 0)
            {
                words[i] = WordMap.Zero;
            }
            else if (numbering.TryGetWord(value, out int word))
            {
                words[i] = word;
            }
            else
            {
                words[i] = WordMap.LiteralCode(literals.Count);
                literals.Add(value);
            }
        }

        return WordMap.Pack(words, literals);
    }

    /// <summary>The map of words that lie one behind the other.</summary>
    public static WordMap Run(int first, int count)
    {
        var words = new int[count];
        for (int i = 0; i < count; i++)
        {
            words[i] = first + i;
        }

        return WordMap.Pack(words, []);
    }

    /// <summary>True if every word of real memory is what the map says.</summary>
    public static bool IsTrue(WordMap map, ReadOnlySpan<uint> canonical, ReadOnlySpan<byte> memory)
    {
        var room = new byte[memory.Length];
        Fill(map, canonical, room);
        return memory.SequenceEqual(room);
    }

    /// <summary>Makes memory from the values of the canonical words.</summary>
    public static void Fill(WordMap map, ReadOnlySpan<uint> canonical, Span<byte> memory)
    {
        var sources = new int[map.Length];
        map.Read(0, sources);
        var whole = MemoryMarshal.Cast<byte, uint>(memory);
        for (int i = 0; i < whole.Length; i++)
        {
            whole[i] = Value(map, canonical, sources[i]);
        }

        if (whole.Length < sources.Length)
        {
            uint last = Value(map, canonical, sources[^1]);
            int written = whole.Length * sizeof(uint);
            MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in last))[..(memory.Length - written)].CopyTo(memory[written..]);
        }
    }

    private static uint Value(WordMap map, ReadOnlySpan<uint> canonical, int source) =>
        source >= 0 ? canonical[source] : source == WordMap.Zero ? 0 : map.Literal(source);

    private static uint WordAt(ReadOnlySpan<byte> memory, int index)
    {
        uint value = 0;
        int start = index * sizeof(uint);
        memory[start..Math.Min(memory.Length, start + sizeof(uint))].CopyTo(MemoryMarshal.AsBytes(new Span<uint>(ref value)));
        return value;
    }
}
