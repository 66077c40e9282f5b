using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients;

/// <summary>
/// Reverse-mode differentiation as a rewrite: the derivative of every node is written as nodes, in reverse order, behind the graph. Derivatives give gradients
/// to the operands of their node; gradients of a value that several nodes take are added.
/// </summary>
internal sealed class BackwardPass
{
    private readonly GraphProto graph;
    private readonly IReadOnlyDictionary<string, long[]> shapes;
    private readonly HashSet<string> wanted;
    private readonly Dictionary<string, string> gradients = [];
    private readonly Dictionary<string, TensorProto> constants;
    private readonly List<NodeProto> nodes = [];
    private int made;

    /// <summary>Begins a pass.</summary>
    /// <param name="graph">Constants and, where a forward node has to tell more, outputs are added to it.</param>
    /// <param name="shapes">Of every value.</param>
    /// <param name="wanted">Names whose gradient is asked for.</param>
    public BackwardPass(GraphProto graph, IReadOnlyDictionary<string, long[]> shapes, IEnumerable<string> wanted)
    {
        this.graph = graph;
        this.shapes = shapes;
        constants = graph.Initializer.ToDictionary(tensor => tensor.Name);
        this.wanted = [.. wanted];
        foreach (var node in graph.Node.Where(node => node.Input.Any(this.wanted.Contains)))
        {
            this.wanted.UnionWith(node.Output.Where(name => name.Length > 0));
        }
    }

    /// <summary>Nodes of the pass, in an order in which they can run.</summary>
    public IEnumerable<NodeProto> Nodes => nodes;

    /// <summary>True for names on the way from the output to what is asked for.</summary>
    public bool Wants(string? name) => name is not null && wanted.Contains(name);

    /// <summary>The shape of a value of the forward graph.</summary>
    public long[] Shape(string value) => shapes[value];

    /// <summary>The gradient that has reached a value so far.</summary>
    public string? Gradient(string value) => gradients.GetValueOrDefault(value);

    /// <summary>Adds to the gradient of a value; nothing happens where nobody asks for it.</summary>
    public void Give(string value, string gradient)
    {
        if (Wants(value))
        {
            gradients[value] = gradients.TryGetValue(value, out string? other) ? Emit("Add", [other, gradient]) : gradient;
        }
    }

    /// <summary>As <see cref="Give"/>, for an operand that was broadcast to another shape.</summary>
    public void GiveBroadcast(string value, string gradient, IReadOnlyList<long> shape)
    {
        if (Wants(value))
        {
            Give(value, SumTo(gradient, shape, Shape(value)));
        }
    }

    /// <summary>Writes a node with one output.</summary>
    public string Emit(string operation, string[] operands, params AttributeProto[] attributes)
    {
        string output = Name(operation);
        Write(new NodeProto { OpType = operation, Input = { operands }, Output = { output }, Attribute = { attributes } });
        return output;
    }

    /// <summary>Writes any node.</summary>
    public void Write(NodeProto node) => nodes.Add(node);

    /// <summary>A new name of a value.</summary>
    public string Name(string kind) => $"gradient/{kind}_{made++}";

    /// <summary>A vector of integers.</summary>
    public string Integers(params long[] values) => Keep(Tensors.Of(Name("integers"), values));

    /// <summary>A scalar.</summary>
    public string Number(double value) => Keep(Tensors.Of(Name("number"), [], [(float)value]));

    /// <summary>A tensor.</summary>
    public string Constant(long[] shape, float[] values) => Keep(Tensors.Of(Name("constant"), shape, values));

    /// <summary>The values of a constant vector of integers of the forward graph.</summary>
    /// <exception cref="UnsupportedModelException">It is computed while the model runs.</exception>
    public long[] ConstantIntegers(string value) => constants.TryGetValue(value, out var tensor) && tensor.DataType == Tensors.IntegerType
        ? Tensors.Integers(tensor)
        : throw new UnsupportedModelException($"the model computes {value} while it runs, and gradients need it fixed");

    /// <summary>An element-wise product.</summary>
    public string Times(string left, string right) => Emit("Mul", [left, right]);

    /// <summary>Same elements in another shape.</summary>
    public string Reshape(string value, params long[] shape) => Emit("Reshape", [value, Integers(shape)]);

    /// <summary>Axes in another order.</summary>
    public string Transpose(string value, params long[] order) => Emit("Transpose", [value], NodeAttributes.Make("perm", order));

    /// <summary>The sum along axes, which stay with extent 1 or go.</summary>
    public string Sum(string value, long[] axes, bool keep = false) =>
        Emit("ReduceSum", [value, Integers(axes)], NodeAttributes.Make("keepdims", keep ? 1L : 0L));

    /// <summary>A part along axes, with steps.</summary>
    public string Slice(string value, long[] starts, long[] ends, long[] axes, long[] steps) =>
        Emit("Slice", [value, Integers(starts), Integers(ends), Integers(axes), Integers(steps)]);

    /// <summary><paramref name="value"/> where a condition of bools holds, zero elsewhere.</summary>
    public string Where(string condition, string value) => Times(value, Emit("Cast", [condition], NodeAttributes.Make("to", (long)Tensors.FloatType)));

    /// <summary>Sums over the axes along which an operand was broadcast, so that the gradient gets the operand's shape.</summary>
    public string SumTo(string gradient, IReadOnlyList<long> from, long[] to)
    {
        int added = from.Count - to.Length;
        long[] axes = [.. Enumerable.Range(0, from.Count).Where(axis => axis < added || (to[axis - added] == 1 && from[axis] != 1)).Select(axis => (long)axis)];
        if (axes.Length == 0)
        {
            return gradient;
        }

        string sum = Sum(gradient, axes, keep: true);
        return added == 0 ? sum : Reshape(sum, to);
    }

    private string Keep(TensorProto tensor)
    {
        graph.Initializer.Add(tensor);
        return tensor.Name;
    }
}
