using ParDef.Artifacts.Errors;
using ParDef.Onnx.Proto;

namespace ParDef.Runtime.Graphs;

/// <summary>What a model takes and gives. The engine is known to crash the process on inputs that are no tensors and on optional outputs.</summary>
internal static class GraphBoundary
{
    /// <summary>Refuses a graph that takes anything but tensors, or gives an optional value.</summary>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Unsupported"/>, with name and kind of the input or output.</exception>
    public static void Check(GraphProto graph)
    {
        foreach (var input in graph.Input)
        {
            var kind = input.Type?.ValueCase ?? TypeProto.ValueOneofCase.None;
            if (kind is not TypeProto.ValueOneofCase.TensorType)
            {
                throw new ParDefException(ErrorCode.Unsupported, $"the graph input \"{input.Name}\" is {Describe(kind)}; sessions take tensors only");
            }
        }

        foreach (var output in graph.Output)
        {
            if (output.Type?.ValueCase == TypeProto.ValueOneofCase.OptionalType)
            {
                throw new ParDefException(ErrorCode.Unsupported, $"the graph output \"{output.Name}\" is an optional value; sessions give none");
            }
        }
    }

    /// <summary>Makes every initializer a constant: one that is an input too could be replaced by a caller, and the engine would neither fold nor pack it.</summary>
    public static void TakeConstantsOut(ModelProto model)
    {
        var constants = model.Graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        foreach (var input in model.Graph.Input.Where(input => constants.Contains(input.Name)).ToList())
        {
            model.Graph.Input.Remove(input);
        }

        // Before version 4 every initializer had to be an input.
        model.IrVersion = Math.Max(model.IrVersion, 4);
    }

    private static string Describe(TypeProto.ValueOneofCase kind) => kind switch
    {
        TypeProto.ValueOneofCase.SequenceType => "a sequence",
        TypeProto.ValueOneofCase.OptionalType => "an optional value",
        TypeProto.ValueOneofCase.MapType => "a map",
        TypeProto.ValueOneofCase.SparseTensorType => "a sparse tensor",
        _ => "of no known type",
    };
}
