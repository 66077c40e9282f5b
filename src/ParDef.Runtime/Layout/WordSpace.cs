using System.Runtime.InteropServices;
using ParDef.Runtime.Graphs;

namespace ParDef.Runtime.Layout;

/// <summary>Every 32-bit word of the canonical tensors, one behind the other, by number. A content that ends inside of a word is filled up with zeros.</summary>
internal sealed class WordSpace
{
    private readonly int[] _starts;

    /// <summary>Numbers the words of tensors in their order.</summary>
    public WordSpace(IReadOnlyList<TensorSource> tensors)
    {
        Tensors = tensors;
        _starts = new int[tensors.Count + 1];
        for (int i = 0; i < tensors.Count; i++)
        {
            _starts[i + 1] = checked(_starts[i] + ((tensors[i].Length + sizeof(uint) - 1) / sizeof(uint)));
        }
    }

    /// <summary>The tensors.</summary>
    public IReadOnlyList<TensorSource> Tensors { get; }

    /// <summary>Number of words.</summary>
    public int Count => _starts[^1];

    /// <summary>Number of the first word of a tensor.</summary>
    public int StartOf(int tensor) => _starts[tensor];

    /// <summary>The tensor that a word belongs to.</summary>
    /// <param name="word">Number of the word.</param>
    /// <param name="guess">A tensor to look at first, such as that of the word before.</param>
    public int TensorOf(int word, int guess = 0)
    {
        if (word >= _starts[guess] && word < _starts[guess + 1])
        {
            return guess;
        }

        int found = Array.BinarySearch(_starts, word);
        if (found < 0)
        {
            return ~found - 1;
        }

        // Empty tensors share their start with the next one.
        while (_starts[found + 1] == word)
        {
            found++;
        }

        return found;
    }

    /// <summary>The tensors that some words belong to; negative ones belong to none.</summary>
    public IReadOnlySet<int> TensorsOf(ReadOnlySpan<int> words)
    {
        var tensors = new HashSet<int>();
        int last = -1;
        foreach (int word in words)
        {
            if (word >= 0)
            {
                int tensor = TensorOf(word, Math.Max(0, last));
                if (tensor != last)
                {
                    tensors.Add(tensor);
                    last = tensor;
                }
            }
        }

        return tensors;
    }

    /// <summary>The values of all words.</summary>
    /// <param name="model">The model whose tensors these are.</param>
    public uint[] Values(CanonicalModel model)
    {
        var values = new uint[Count];
        for (int i = 0; i < Tensors.Count; i++)
        {
            model.Tensors[i].Content.Span.CopyTo(MemoryMarshal.AsBytes(values.AsSpan(_starts[i])));
        }

        return values;
    }
}
