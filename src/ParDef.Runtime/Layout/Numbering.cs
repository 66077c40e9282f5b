using System.Runtime.InteropServices;
using ParDef.Onnx.Proto;
using ParDef.Runtime.Graphs;

namespace ParDef.Runtime.Layout;

/// <summary>
/// Weights replaced by the numbers of their words, as bit patterns of their own: whatever moves them can then be read off. The patterns begin at 2^24, the
/// smallest normal numbers of binary32, far from 0, 1 and all that an optimizer looks for.
/// </summary>
internal sealed class Numbering
{
    private const uint FirstPattern = 0x0100_0000;

    // Consumers that read these inputs as numbers when a graph is optimized or loaded.
    private static readonly HashSet<string> ReadsValues = ["Resize", "Upsample", "Clip", "Range", "Pad", "NonMaxSuppression", "RoiAlign", "ConstantOfShape"];

    private readonly WordSpace _words;
    private readonly bool[] _isNumbered;

    /// <summary>Chooses what is numbered: weights of a number of elements, and one-element biases of operators that have nothing else to look at.</summary>
    public Numbering(WordSpace words, GraphProto graph, int smallest)
    {
        _words = words;
        var read = new HashSet<string>();
        var biases = new HashSet<string>();
        foreach (var node in graph.Node)
        {
            if (ReadsValues.Contains(node.OpType))
            {
                read.UnionWith(node.Input);
            }
            else if (node.OpType is "Conv" or "ConvTranspose" or "Gemm" && node.Input.Count > 2)
            {
                biases.Add(node.Input[2]);
            }
        }

        _isNumbered =
        [
            .. words.Tensors.Select(tensor => tensor.IsFloat
                && !read.Contains(tensor.Name)
                && (tensor.Length >= smallest * sizeof(float) || (smallest <= 2 && biases.Contains(tensor.Name)))),
        ];
    }

    /// <summary>True if the tensor is numbered.</summary>
    public bool Covers(int tensor) => _isNumbered[tensor];

    /// <summary>The words of the canonical tensors, those of numbered ones as patterns.</summary>
    public uint[] Patterns(ReadOnlySpan<uint> canonical)
    {
        uint[] values = canonical.ToArray();
        for (int tensor = 0; tensor < _isNumbered.Length; tensor++)
        {
            for (int word = _words.StartOf(tensor); _isNumbered[tensor] && word < _words.StartOf(tensor + 1); word++)
            {
                values[word] = FirstPattern + (uint)word;
            }
        }

        return values;
    }

    /// <summary>The model with patterns in place of its numbered weights.</summary>
    public ModelProto Apply(CanonicalModel model)
    {
        var numbered = model.Proto.Clone();
        var tensors = numbered.Graph.Initializer.ToDictionary(tensor => tensor.Name);
        for (int tensor = 0; tensor < _isNumbered.Length; tensor++)
        {
            if (_isNumbered[tensor])
            {
                var patterns = new byte[_words.Tensors[tensor].Length];
                var words = MemoryMarshal.Cast<byte, uint>(patterns.AsSpan());
                for (int i = 0; i < words.Length; i++)
                {
                    words[i] = FirstPattern + (uint)(_words.StartOf(tensor) + i);
                }

                TensorBytes.Set(tensors[_words.Tensors[tensor].Name], patterns);
            }
        }

        return numbered;
    }

    /// <summary>The number of the word that a pattern stands for; false if it stands for none.</summary>
    /// <param name="pattern">What lies in memory.</param>
    /// <param name="word">The number.</param>
    /// <param name="tensor">A tensor to look at first; the word's tensor afterwards.</param>
    public bool TryGetWord(uint pattern, out int word, ref int tensor)
    {
        word = unchecked((int)(pattern - FirstPattern));
        if (pattern < FirstPattern || (uint)word >= (uint)_words.Count)
        {
            return false;
        }

        tensor = _words.TensorOf(word, tensor);
        return _isNumbered[tensor];
    }
}
