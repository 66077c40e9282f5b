using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients;

/// <summary>
/// A classifier at one batch size, prepared for gradients: shape arithmetic is folded, the shape of every value is known, and its weights are inputs,
/// so that they can be changed between runs without making a session anew.
/// </summary>
public sealed class DifferentiableModel
{
    private readonly Dictionary<string, Parameter> byName;

    private readonly ReadOnlyMemory<byte> file;

    internal DifferentiableModel(
        ReadOnlyMemory<byte> file,
        ModelProto model,
        IReadOnlyList<Parameter> parameters,
        IReadOnlyDictionary<string, long[]> shapes,
        IReadOnlyDictionary<string, int> channelAxes)
    {
        this.file = file;
        ChannelAxes = channelAxes;
        Model = model;
        Parameters = parameters;
        Shapes = shapes;
        byName = parameters.ToDictionary(parameter => parameter.Name);
        Input = model.Graph.Input.Single(input => !byName.ContainsKey(input.Name)).Name;
        Output = model.Graph.Output[0].Name;
    }

    /// <summary>Name of the one input that is no weight.</summary>
    public string Input { get; }

    /// <summary>Name of the first output, the logits.</summary>
    public string Output { get; }

    /// <summary>Shape of the input; the first extent is the batch.</summary>
    public IReadOnlyList<long> InputShape => Shapes[Input];

    /// <summary>Shape of the logits.</summary>
    public IReadOnlyList<long> OutputShape => Shapes[Output];

    /// <summary>Samples a run.</summary>
    public int Batch => (int)InputShape[0];

    /// <summary>Classes that the logits tell apart: the extent of their second axis.</summary>
    public int Classes => (int)OutputShape[1];

    /// <summary>Every tensor of two or more 32-bit floats that a node takes, in the order of the file.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The axis of output channels of every parameter that is a weight of a convolution, a product of matrices or a table, by name.</summary>
    public IReadOnlyDictionary<string, int> ChannelAxes { get; }

    /// <summary>The graph; parameters are inputs of it without a value. Never changed: users clone it.</summary>
    internal ModelProto Model { get; }

    /// <summary>Shape of every value.</summary>
    internal IReadOnlyDictionary<string, long[]> Shapes { get; }

    /// <summary>A weight by name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name.</exception>
    public Parameter this[string name] => byName[name];

    /// <summary>Prepares a model file.</summary>
    /// <param name="model">Bytes of a model without external files, opset 13 or later, with one input.</param>
    /// <param name="batch">Samples a run: what an open first extent of the input becomes.</param>
    /// <exception cref="UnsupportedModelException">Opset, inputs or shapes that gradients are not made for.</exception>
    /// <exception cref="Microsoft.ML.OnnxRuntime.OnnxRuntimeException">The engine cannot run the model at this batch.</exception>
    public static DifferentiableModel Read(ReadOnlyMemory<byte> model, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        return Concretization.Run(model, batch, shared: null);
    }

    /// <summary>The same classifier at another batch size, with the same weights: a change of one is a change of both.</summary>
    /// <exception cref="UnsupportedModelException">The model takes one batch size only.</exception>
    public DifferentiableModel AtBatch(int batch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        return batch == Batch ? this : Concretization.Run(file, batch, byName);
    }

    /// <summary>True for the name of a weight.</summary>
    internal bool IsParameter(string name) => byName.ContainsKey(name);
}
