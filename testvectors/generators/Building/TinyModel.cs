using System.Text;
using ParDef.IndependentDecoder.Payload;

namespace ParDef.TestVectors.Building;

/// <summary>A tiny ONNX model and where the contents of its tensors lie in it.</summary>
/// <param name="File">The model file.</param>
/// <param name="Skeleton">The model file without the contents.</param>
/// <param name="Positions">For each tensor its position in the skeleton.</param>
public sealed record TinyModel(byte[] File, byte[] Skeleton, IReadOnlyList<int> Positions)
{
    /// <summary>A model with an <c>Identity</c> of its input, and these initializers.</summary>
    public static TinyModel Of(IReadOnlyList<TinyTensor> tensors)
    {
        byte[] file = Serialize([Node("Identity", ["x"], "y")], tensors);
        var skeleton = new List<byte>();
        var positions = new List<int>();
        int from = 0;
        foreach (var tensor in tensors)
        {
            int at = from + file.AsSpan(from).IndexOf(tensor.Content);
            skeleton.AddRange(file[from..at]);
            positions.Add(skeleton.Count);
            from = at + tensor.Content.Length;
        }

        skeleton.AddRange(file[from..]);
        return new TinyModel(file, [.. skeleton], positions);
    }

    /// <summary>A model file that multiplies its input with each of the tensors.</summary>
    public static byte[] OfProducts(IReadOnlyList<TinyTensor> tensors) =>
        Serialize([.. tensors.Select((tensor, i) => Node("MatMul", ["x", tensor.Name], i == 0 ? "y" : $"y{i}"))], tensors);

    private static byte[] Serialize(IReadOnlyList<byte[]> nodes, IReadOnlyList<TinyTensor> tensors)
    {
        byte[] graph =
        [
            .. nodes.SelectMany(node => Wire.Message(1, node)),
            .. Text(2, "tiny"),
            .. tensors.SelectMany(tensor => Wire.Message(5, Tensor(tensor))),
            .. Wire.Message(11, Value("x")),
            .. Wire.Message(12, Value("y")),
        ];
        return [.. Wire.Number(1, 10), .. Text(2, "pardef test vectors"), .. Wire.Message(7, graph), .. Wire.Message(8, Wire.Number(2, 21))];
    }

    private static byte[] Node(string type, string[] inputs, string output) =>
        [.. inputs.SelectMany(input => Text(1, input)), .. Text(2, output), .. Text(4, type)];

    private static byte[] Tensor(TinyTensor tensor) =>
    [
        .. tensor.Dims.SelectMany(extent => (byte[])[8, .. Wire.Varint((ulong)extent)]),
        .. Wire.Number(2, (ulong)tensor.ElementType),
        .. Text(8, tensor.Name),
        .. Wire.Message(9, tensor.Content),
    ];

    private static byte[] Value(string name) =>
        [.. Text(1, name), .. Wire.Message(2, Wire.Message(1, [.. Wire.Number(1, 1), .. Wire.Message(2, Wire.Message(1, Wire.Number(1, 4)))]))];

    private static byte[] Text(int field, string text) => Wire.Bytes(field, Encoding.UTF8.GetBytes(text));
}
