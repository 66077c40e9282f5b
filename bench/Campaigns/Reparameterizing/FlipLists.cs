using ParDef.Attacks.Searches;
using ParDef.Onnx.Proto;

namespace ParDef.Campaigns.Reparameterizing;

/// <summary>What an attacker who holds the public original would flip in it.</summary>
internal static class FlipLists
{
    private const int SignificantBit = 7;

    /// <summary>The largest weights of all tensors.</summary>
    public static BitChange[] Largest(StoredModel model, int count) => Largest(model, model.Tensors.Keys, count);

    /// <summary>The largest weights of the last quantized tensor that a node reads.</summary>
    public static BitChange[] LastLayer(StoredModel model, GraphProto graph, int count) =>
        Largest(model, [graph.Node.SelectMany(node => node.Input).Last(model.Tensors.ContainsKey)], count);

    /// <summary>As many flips in the same tensors, of the same bits, at random elements.</summary>
    public static BitChange[] Random(StoredModel model, IEnumerable<BitChange> flips, Random random)
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
            return flip with { Element = index };
        })];
    }

    private static BitChange[] Largest(StoredModel model, IEnumerable<string> tensors, int count) =>
    [
        .. tensors
            .SelectMany(tensor => Enumerable.Range(0, model.Tensors[tensor].Content.Values.Length)
                .Select(index => (Change: new BitChange(tensor, index, SignificantBit), Magnitude: Math.Abs(model.Value(tensor, index)))))
            .OrderByDescending(weight => weight.Magnitude)
            .Take(count)
            .Select(weight => weight.Change),
    ];
}
