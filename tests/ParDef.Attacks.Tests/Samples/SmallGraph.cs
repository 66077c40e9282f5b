using Google.Protobuf;
using ParDef.Attacks.Gradients;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Tests.Samples;

/// <summary>A graph of a few nodes with random weights, from input "x" to output "y".</summary>
internal sealed class SmallGraph
{
    private readonly Random random = new(7);
    private readonly GraphProto graph = new() { Name = "small" };
    private readonly int opset;

    public SmallGraph(int[] input, int opset = 17)
    {
        this.opset = opset;
        graph.Input.Add(Tensors.Declare("x", Tensors.FloatType, input.Select(extent => (long)extent)));
    }

    /// <summary>A weight with values between two bounds.</summary>
    public SmallGraph Weight(string name, int[] shape, double low = -1, double high = 1)
    {
        float[] values = [.. Enumerable.Range(0, shape.Aggregate(1, (product, extent) => product * extent)).Select(_ => (float)(low + (random.NextDouble() * (high - low))))];
        graph.Initializer.Add(Tensors.Of(name, shape.Select(extent => (long)extent), values));
        return this;
    }

    public SmallGraph Number(string name, float value)
    {
        graph.Initializer.Add(Tensors.Of(name, [], [value]));
        return this;
    }

    public SmallGraph Floats(string name, params float[] values)
    {
        graph.Initializer.Add(Tensors.Of(name, [values.Length], values));
        return this;
    }

    public SmallGraph Integers(string name, params long[] values)
    {
        graph.Initializer.Add(Tensors.Of(name, values));
        return this;
    }

    public SmallGraph Node(string type, string inputs, string outputs, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = type, Input = { inputs.Split(' ').Select(name => name == "_" ? "" : name) }, Output = { outputs.Split(' ') } };
        node.Attribute.Add(attributes.Select(attribute => attribute.Value switch
        {
            int number => NodeAttributes.Make(attribute.Name, (long)number),
            double number => NodeAttributes.Make(attribute.Name, (float)number),
            string text => NodeAttributes.Make(attribute.Name, text),
            var list => NodeAttributes.Make(attribute.Name, [.. ((int[])list).Select(item => (long)item)]),
        }));
        graph.Node.Add(node);
        return this;
    }

    /// <summary>The first extent of the input.</summary>
    public int Batch => (int)graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue;

    public byte[] Build()
    {
        graph.Output.Add(new ValueInfoProto { Name = "y" });
        return new ModelProto { IrVersion = 8, OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset } }, Graph = graph }.ToByteArray();
    }
}
