using System.Text.Json;
using ParDef.Onnx.Proto;

namespace ParDef.Campaigns.Reparameterizing;

/// <summary>What an attacker who holds the public original would flip in it.</summary>
internal static class FlipLists
{
    private const int SignificantBit = 7;

    /// <summary>The largest weights of all tensors.</summary>
    public static Flip[] Largest(StoredModel model, int count) => Largest(model, model.Tensors.Keys, count);

    /// <summary>The largest weights of the last quantized tensor that a node reads.</summary>
    public static Flip[] LastLayer(StoredModel model, GraphProto graph, int count) =>
        Largest(model, [graph.Node.SelectMany(node => node.Input).Last(model.Tensors.ContainsKey)], count);

    /// <summary>A list that was found elsewhere: a JSON object with tensor, index and bit in every line.</summary>
    public static Flip[] Read(FileInfo file) => [.. File.ReadLines(file.FullName).Select(line => JsonSerializer.Deserialize(line, FlipJson.Default.Flip))];

    /// <summary>As many flips in the same tensors, of the same bits, at random elements.</summary>
    public static Flip[] Random(StoredModel model, IEnumerable<Flip> flips, Random random)
    {
        var taken = new HashSet<(string, int)>();
        return [.. flips.Select(flip =>
        {
            int index;
            do
            {
                index = random.Next(model.Tensors[flip.Tensor].Content.Values.Length);
            }
            while (!taken.Add((flip.Tensor, index)));
            return flip with { Index = index };
        })];
    }

    private static Flip[] Largest(StoredModel model, IEnumerable<string> tensors, int count) =>
    [
        .. tensors
            .SelectMany(tensor => Enumerable.Range(0, model.Tensors[tensor].Content.Values.Length)
                .Select(index => (Flip: new Flip(tensor, index, SignificantBit), Magnitude: Math.Abs(model.Value(tensor, index)))))
            .OrderByDescending(weight => weight.Magnitude)
            .Take(count)
            .Select(weight => weight.Flip),
    ];
}
