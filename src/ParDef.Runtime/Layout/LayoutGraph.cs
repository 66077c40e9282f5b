using ParDef.Onnx.Proto;
using ParDef.Runtime.Graphs;

namespace ParDef.Runtime.Layout;

/// <summary>
/// The graph that the engine runs on this machine, its weights laid out for the processor, and for every word of them where it comes from. Each optimizer step is tried on
/// numbered weights, and then held against what it makes of the real ones; a step that computes with a weight is off for the model.
/// </summary>
internal sealed class LayoutGraph
{
    private LayoutGraph(OptimizerStep step, ModelProto proto, IReadOnlyList<LayoutTensor> tensors, Numbering numbering)
    {
        Step = step;
        Proto = proto;
        Tensors = tensors;
        Numbering = numbering;
    }

    /// <summary>The step that was taken.</summary>
    public OptimizerStep Step { get; }

    /// <summary>The graph. The contents of its dense initializers are those of the model.</summary>
    public ModelProto Proto { get; }

    /// <summary>Its dense initializers.</summary>
    public IReadOnlyList<LayoutTensor> Tensors { get; }

    /// <summary>The numbering that the maps were read with.</summary>
    public Numbering Numbering { get; }

    /// <summary>Makes the graph.</summary>
    /// <param name="model">The canonical model.</param>
    /// <param name="words">Its words.</param>
    /// <param name="values">Their values.</param>
    public static LayoutGraph Of(CanonicalModel model, WordSpace words, uint[] values)
    {
        foreach (var step in OptimizerStep.All)
        {
            var numbering = new Numbering(words, model.Proto.Graph, step.SmallestNumbered);
            if (TryTake(model, words, values, step, numbering) is { } layout)
            {
                return layout;
            }
        }

        throw new InvalidOperationException("a graph that nothing changed has other weights than before");
    }

    private static LayoutGraph? TryTake(CanonicalModel model, WordSpace words, uint[] values, OptimizerStep step, Numbering numbering)
    {
        var numbered = GraphOptimizer.Run(numbering.Apply(model), step).Graph.Initializer.ToDictionary(tensor => tensor.Name);
        var real = GraphOptimizer.Run(model.Proto, step);
        var reader = new MapReader(numbering);
        var positions = words.Tensors.Index().ToDictionary(entry => entry.Item.Name, entry => entry.Index);
        var tensors = new List<LayoutTensor>();
        foreach (var tensor in real.Graph.Initializer.Where(TensorBytes.IsDense))
        {
            var content = TensorBytes.Of(tensor);
            TensorBytes.Set(tensor, content);
            if (!numbered.TryGetValue(tensor.Name, out var like) || TensorBytes.Of(like).Length != content.Length)
            {
                return null;
            }

            bool isKept = positions.TryGetValue(tensor.Name, out int position) && model.Tensors[position].Content.Span.SequenceEqual(content.Span);
            var map = isKept
                ? MapReader.Run(words.StartOf(position), words.StartOf(position + 1) - words.StartOf(position))
                : reader.Read(TensorBytes.Of(like).Span);
            if (!MapReader.IsTrue(map, values, content.Span))
            {
                return null;
            }

            tensors.Add(new LayoutTensor(tensor.Name, tensor.DataType, content.Length, map));
        }

        return new LayoutGraph(step, real, tensors, numbering);
    }
}
