using System.Runtime.InteropServices;
using Google.Protobuf;
using ParDef.Onnx.Proto;
using ParDef.Reparameterization.Tests.Interpreting;

namespace ParDef.Reparameterization.Tests.Samples;

/// <summary>Writes a graph in double precision node by node, and keeps the shape of every tensor by running it.</summary>
internal sealed class GraphBuilder
{
    private readonly Random _random;
    private readonly GraphProto _graph = new() { Name = "graph" };
    private readonly Dictionary<string, Values> _values = [];

    public GraphBuilder(int seed, params int[] inputShape)
    {
        _random = new Random(seed);
        Opset = seed % 2 == 0 ? 17 : 23;
        _values["x"] = Values.Of(inputShape, _ => Normal());
        _graph.Input.Add(Declare("x", inputShape));
    }

    /// <summary>Version of the default operator set: even seeds write an old one, odd seeds a new one.</summary>
    public int Opset { get; }

    /// <summary>The input that shapes were found with.</summary>
    public IReadOnlyDictionary<string, Values> Input => new Dictionary<string, Values> { ["x"] = _values["x"] };

    public int[] Shape(string name) => _values[name].Shape;

    public int Below(int bound) => _random.Next(bound);

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    public string Weight(params int[] shape) => Weight(_ => Normal(), shape);

    /// <summary>A weight whose elements follow a rule; without extents it is one number.</summary>
    public string Weight(Func<int, double> element, params int[] shape)
    {
        double[] data = [.. Enumerable.Range(0, shape.Aggregate(1, (product, extent) => product * extent)).Select(element)];
        string name = Initializer(11, shape, MemoryMarshal.AsBytes<double>(data), new Values(shape, data));
        return Below(8) == 0 ? Held(name) : name;
    }

    /// <summary>Random integers of one byte (types 2 and 3) or 32 bits (type 6).</summary>
    public string Stored(int type, params int[] shape)
    {
        int count = shape.Aggregate(1, (product, extent) => product * extent);
        int[] numbers = [.. Enumerable.Range(0, count).Select(_ => type == 2 ? Below(256) : Below(256) - 128)];
        byte[] content = type == 6 ? MemoryMarshal.AsBytes<int>(numbers).ToArray() : [.. numbers.Select(number => (byte)number)];
        return Initializer(type, shape, content, new Values(shape, [.. numbers.Select(number => (double)number)]));
    }

    /// <summary>Numbers in single precision, as factors of a Resize are.</summary>
    public string Singles(params float[] values) =>
        Initializer(1, [values.Length], MemoryMarshal.AsBytes<float>(values), new Values([values.Length], [.. values.Select(value => (double)value)]));

    /// <summary>A tensor of one number, for an attribute.</summary>
    public static TensorProto Number(double value) =>
        new() { DataType = 11, Dims = { 1 }, RawData = ByteString.CopyFrom(BitConverter.GetBytes(value)) };

    public string Integers(params long[] values) => Initializer(7, [values.Length], MemoryMarshal.AsBytes<long>(values), new Values([values.Length], [.. values]));

    public string Truth(bool value) => Initializer(9, [], [value ? (byte)1 : (byte)0], new Values([], [value ? 1 : 0]));

    public string Scalar(long value) => Initializer(7, [], MemoryMarshal.AsBytes<long>([value]), new Values([], [value]));

    public string Add(string type, string[] inputs, params (string Name, object Value)[] attributes) => AddMany(type, 1, inputs, attributes)[0];

    public string[] AddMany(string type, int outputs, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var node = new NodeProto { OpType = type, Input = { inputs } };
        foreach (var (name, value) in attributes)
        {
            var attribute = new AttributeProto { Name = name };
            switch (value)
            {
                case int number:
                    attribute.I = number;
                    break;
                case double number:
                    attribute.F = (float)number;
                    break;
                case TensorProto tensor:
                    attribute.T = tensor;
                    break;
                case GraphProto body:
                    attribute.G = body;
                    break;
                default:
                    attribute.Ints.AddRange(((int[])value).Select(item => (long)item));
                    break;
            }

            node.Attribute.Add(attribute);
        }

        var results = Interpreter.Evaluate(node, _values);
        for (int i = 0; i < outputs; i++)
        {
            string name = $"t{_values.Count}";
            node.Output.Add(name);
            _values[name] = results[i];
            if (type is "If" or "Loop")
            {
                // Nothing else says what shape a body makes.
                _graph.ValueInfo.Add(Declare(name, Shape(name)));
            }
        }

        _graph.Node.Add(node);
        return [.. node.Output];
    }

    public ModelProto Build(string output)
    {
        _graph.Output.Add(Declare(output, Shape(output)));
        return new ModelProto { IrVersion = 8, OpsetImport = { new OperatorSetIdProto { Version = Opset } }, Graph = _graph };
    }

    /// <summary>Lets a node hold a weight, as some exporters do.</summary>
    private string Held(string weight)
    {
        var tensor = _graph.Initializer[^1];
        _graph.Initializer.Remove(tensor);
        _graph.Node.Add(new NodeProto { OpType = "Constant", Output = { weight }, Attribute = { new AttributeProto { Name = "value", T = tensor } } });
        return weight;
    }

    private string Initializer(int type, int[] shape, ReadOnlySpan<byte> content, Values values)
    {
        string name = $"w{_values.Count}";
        _graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = type,
            Dims = { shape.Select(extent => (long)extent) },
            RawData = ByteString.CopyFrom(content),
        });
        _values[name] = values;
        return name;
    }

    private static ValueInfoProto Declare(string name, int[] shape)
    {
        var dims = new TensorShapeProto { Dim = { shape.Select(extent => new TensorShapeProto.Types.Dimension { DimValue = extent }) } };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 11, Shape = dims } } };
    }
}
