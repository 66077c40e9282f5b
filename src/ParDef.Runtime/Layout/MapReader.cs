using System.Runtime.InteropServices;

namespace ParDef.Runtime.Layout;

/// <summary>Reads off numbered memory where its words come from, and holds real memory against that.</summary>
/// <param name="numbering">What the memory was made from.</param>
internal sealed class MapReader(Numbering numbering)
{
    // What is looked at in one go stays in the first cache.
    private const int ChunkWords = 1024;

    /// <summary>The map of memory that was made from numbered weights. What shows no number is taken as padding or a literal; only <see cref="IsTrue"/> says that it is.</summary>
    public WordMap Read(ReadOnlySpan<byte> memory)
    {
        var words = new int[(memory.Length + sizeof(uint) - 1) / sizeof(uint)];
        var literals = new List<uint>();
        int tensor = 0;
        for (int i = 0; i < words.Length; i++)
        {
            uint value = WordAt(memory, i);
            if (value == 0)
            {
                words[i] = WordMap.Zero;
            }
            else if (numbering.TryGetWord(value, out int word, ref tensor))
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
        Span<byte> right = stackalloc byte[ChunkWords * sizeof(uint)];
        for (int start = 0; start < memory.Length; start += right.Length)
        {
            var chunk = memory[start..Math.Min(memory.Length, start + right.Length)];
            FillChunk(map, canonical, start / sizeof(uint), right[..chunk.Length]);
            if (!chunk.SequenceEqual(right[..chunk.Length]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes memory from the values of the canonical words.</summary>
    public static void Fill(WordMap map, ReadOnlySpan<uint> canonical, Span<byte> memory)
    {
        const int ChunkBytes = ChunkWords * sizeof(uint);
        for (int start = 0; start < memory.Length; start += ChunkBytes)
        {
            FillChunk(map, canonical, start / sizeof(uint), memory[start..Math.Min(memory.Length, start + ChunkBytes)]);
        }
    }

    private static void FillChunk(WordMap map, ReadOnlySpan<uint> canonical, int first, Span<byte> memory)
    {
        Span<int> sources = stackalloc int[ChunkWords];
        sources = sources[..((memory.Length + sizeof(uint) - 1) / sizeof(uint))];
        map.Read(first, sources);
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
