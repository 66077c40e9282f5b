using ParDef.Attacks.Gradients;
using ParDef.Attacks.Tests.Reference;
using ParDef.Attacks.Tests.Samples;

namespace ParDef.Attacks.Tests.Gradients;

/// <summary>Every derivative against central differences in double precision, element by element.</summary>
public class OperatorGradientTests
{
    private static readonly Dictionary<string, Func<SmallGraph>> Graphs = new()
    {
        ["Relu"] = () => Unary("Relu"),
        ["LeakyRelu"] = () => Unary("LeakyRelu", ("alpha", 0.3)),
        ["PRelu"] = () => new SmallGraph([2, 3, 4]).Weight("s", [3, 1]).Node("PRelu", "x s", "y"),
        ["Elu"] = () => Unary("Elu", ("alpha", 0.7)),
        ["Clip"] = () => new SmallGraph([2, 3, 4]).Number("l", -0.4f).Number("h", 0.5f).Node("Clip", "x l h", "y"),
        ["Clip from below"] = () => new SmallGraph([2, 3, 4]).Number("l", -0.4f).Node("Clip", "x l", "y"),
        ["HardSigmoid"] = () => Unary("HardSigmoid", ("alpha", 0.6), ("beta", 0.4)),
        ["HardSwish"] = () => Unary("HardSwish", scale: 4),
        ["Sigmoid"] = () => Unary("Sigmoid"),
        ["Tanh"] = () => Unary("Tanh"),
        ["Erf"] = () => Unary("Erf"),
        ["Gelu"] = () => new SmallGraph([2, 3, 4], opset: 20).Node("Gelu", "x", "y"),
        ["Gelu by tanh"] = () => new SmallGraph([2, 3, 4], opset: 20).Node("Gelu", "x", "y", ("approximate", "tanh")),
        ["Softplus"] = () => Unary("Softplus"),
        ["Exp"] = () => Unary("Exp"),
        ["Log and Abs"] = () => new SmallGraph([2, 3, 4]).Number("c", 0.3f).Node("Abs", "x", "a").Node("Add", "a c", "b").Node("Log", "b", "y"),
        ["Sqrt and Reciprocal"] = () => new SmallGraph([2, 3, 4]).Number("c", 2).Node("Add", "x c", "a").Node("Sqrt", "a", "b").Node("Reciprocal", "b", "y"),
        ["Neg"] = () => Unary("Neg"),
        ["Pow"] = () => new SmallGraph([2, 3, 4]).Number("c", 3).Node("Pow", "x c", "y"),
        ["Pow of a weight"] = () => new SmallGraph([2, 3, 4]).Number("c", 2).Weight("p", [3, 1]).Node("Add", "x c", "a").Node("Pow", "a p", "y"),
        ["Add"] = () => Binary("Add"),
        ["Sub"] = () => Binary("Sub"),
        ["Mul"] = () => Binary("Mul"),
        ["Div"] = () => Binary("Div"),
        ["Max"] = () => Binary("Max"),
        ["Min"] = () => Binary("Min"),
        ["Sum"] = () => new SmallGraph([2, 3, 4]).Weight("a", [4]).Weight("b", [3, 1]).Node("Sum", "x a b", "y"),
        ["Square"] = () => new SmallGraph([2, 3, 4]).Node("Mul", "x x", "y"),
        ["Identity and Dropout"] = () => new SmallGraph([2, 3, 4]).Node("Dropout", "x", "a").Node("Tanh", "a", "b").Node("Identity", "b", "y"),
        ["Reshape"] = () => new SmallGraph([2, 3, 4]).Integers("s", 0, -1).Node("Reshape", "x s", "a").Node("Tanh", "a", "y"),
        ["Flatten"] = () => new SmallGraph([2, 3, 4]).Node("Flatten", "x", "a").Node("Tanh", "a", "y"),
        ["Squeeze and Unsqueeze"] = () => new SmallGraph([2, 1, 4]).Integers("a", 1).Integers("b", 0, -1).Node("Squeeze", "x a", "s").Node("Tanh", "s", "t").Node("Unsqueeze", "t b", "y"),
        ["Transpose"] = () => new SmallGraph([2, 3, 4]).Node("Transpose", "x", "a", ("perm", (int[])[2, 0, 1])).Node("Tanh", "a", "y"),
        ["Expand"] = () => new SmallGraph([2, 1, 4]).Integers("s", 3, 2, 3, 4).Node("Expand", "x s", "y"),
        ["Concat"] = () => new SmallGraph([2, 3, 4]).Weight("w", [2, 2, 4]).Node("Concat", "x w x", "y", ("axis", -2)),
        ["Split"] = () => new SmallGraph([2, 6, 2]).Integers("l", 1, 2, 3).Node("Split", "x l", "a b c", ("axis", 1)).Node("Tanh", "b", "y"),
        ["Split in equal parts"] = () => new SmallGraph([2, 6, 2]).Node("Split", "x", "a b", ("axis", 1)).Node("Mul", "a b", "y"),
        ["Slice"] = () => new SmallGraph([2, 5, 6]).Integers("s", 1, -5).Integers("e", 5, 1000).Integers("a", 1, -1).Integers("t", 2, 3).Node("Slice", "x s e a t", "y"),
        ["Slice whose last step leaves the axis"] = () => new SmallGraph([2, 5]).Integers("s", 0).Integers("e", 5).Integers("a", 1).Integers("t", 2).Node("Slice", "x s e a t", "y"),
        ["Pad"] = () => new SmallGraph([2, 3, 4]).Integers("p", 0, 1, 2, 0, 2, 0).Node("Pad", "x p", "y"),
        ["Pad that cuts"] = () => new SmallGraph([2, 3, 4]).Integers("p", 0, 1, -1, 0, 0, 0).Node("Pad", "x p", "y"),
        ["Gather"] = () => new SmallGraph([2, 5, 3]).Integers("i", 3, 0, 3, -1).Node("Gather", "x i", "y", ("axis", 1)),
        ["Softmax"] = () => Unary("Softmax", ("axis", 1)),
        ["LogSoftmax"] = () => Unary("LogSoftmax", ("axis", -1)),
        ["ReduceMean"] = () => Unary("ReduceMean", ("axes", (int[])[1, -1]), ("keepdims", 0)),
        ["ReduceMean of opset 18"] = () => new SmallGraph([2, 3, 4], opset: 18).Integers("a", 1).Node("ReduceMean", "x a", "y"),
        ["ReduceSum"] = () => new SmallGraph([2, 3, 4]).Integers("a", 2).Node("ReduceSum", "x a", "y", ("keepdims", 0)),
        ["ReduceSum of all"] = () => Unary("ReduceSum"),
        ["GlobalAveragePool"] = () => new SmallGraph([2, 3, 4, 5]).Node("GlobalAveragePool", "x", "y"),
        ["GlobalMaxPool"] = () => new SmallGraph([2, 3, 4, 5]).Node("GlobalMaxPool", "x", "y"),
        ["MaxPool"] = () => new SmallGraph([2, 2, 7, 6]).Node("MaxPool", "x", "y", ("kernel_shape", (int[])[3, 2]), ("strides", (int[])[2, 1]), ("pads", (int[])[1, 0, 1, 1])),
        ["AveragePool"] = () => new SmallGraph([2, 2, 7, 6]).Node("AveragePool", "x", "y", ("kernel_shape", (int[])[3, 2]), ("strides", (int[])[2, 2]), ("pads", (int[])[1, 1, 1, 0])),
        ["AveragePool with counted pads"] = () => new SmallGraph([1, 2, 5, 5]).Node(
            "AveragePool", "x", "y", ("kernel_shape", (int[])[3, 3]), ("pads", (int[])[1, 1, 1, 1]), ("count_include_pad", 1)),
        ["AveragePool rounded up"] = () => new SmallGraph([1, 2, 6, 6]).Node("AveragePool", "x", "y", ("kernel_shape", (int[])[3, 3]), ("strides", (int[])[2, 2]), ("ceil_mode", 1)),
        ["BatchNormalization"] = () => new SmallGraph([2, 3, 2, 2]).Weight("g", [3]).Weight("b", [3]).Weight("m", [3]).Weight("v", [3], 0.5, 2).Node("BatchNormalization", "x g b m v", "y"),
        ["LayerNormalization"] = () => new SmallGraph([2, 3, 5]).Weight("g", [5]).Weight("b", [5]).Node("LayerNormalization", "x g b", "y"),
        ["LayerNormalization over two axes"] = () => new SmallGraph([2, 3, 5]).Weight("g", [3, 5]).Node("LayerNormalization", "x g", "y", ("axis", 1)),
        ["InstanceNormalization"] = () => new SmallGraph([2, 3, 4, 3]).Weight("g", [3]).Weight("b", [3]).Node("InstanceNormalization", "x g b", "y"),
        ["Gemm"] = () => new SmallGraph([3, 4]).Weight("w", [4, 5]).Weight("b", [5]).Node("Gemm", "x w b", "y", ("alpha", 0.7), ("beta", 1.3)),
        ["Gemm turned"] = () => new SmallGraph([4, 3]).Weight("w", [5, 4]).Node("Gemm", "x w", "y", ("transA", 1), ("transB", 1)),
        ["Gemm turned right"] = () => new SmallGraph([3, 4]).Weight("w", [5, 4]).Weight("b", [3, 1]).Node("Gemm", "x w b", "y", ("transB", 1)),
        ["Gemm turned left"] = () => new SmallGraph([4, 3]).Weight("w", [4, 5]).Node("Gemm", "x w", "y", ("transA", 1)),
        ["MatMul by one matrix"] = () => new SmallGraph([2, 3, 4]).Weight("w", [4, 5]).Node("MatMul", "x w", "y"),
        ["MatMul of stacks"] = () => new SmallGraph([2, 3, 4]).Weight("w", [3, 2, 4, 5]).Node("MatMul", "x w", "y"),
        ["MatMul of one matrix with a stack"] = () => new SmallGraph([3, 4]).Weight("w", [2, 4, 5]).Node("MatMul", "x w", "y"),
        ["Conv"] = () => Convolution([2, 3, 6, 5], [4, 3, 3, 2], ("pads", (int[])[1, 0, 2, 1])),
        ["Conv with strides"] = () => Convolution([2, 3, 8, 7], [4, 3, 3, 3], ("strides", (int[])[2, 3]), ("pads", (int[])[1, 1, 1, 1])),
        ["Conv with dilations"] = () => Convolution([2, 3, 8, 7], [4, 3, 3, 2], ("dilations", (int[])[2, 3])),
        ["Conv in groups"] = () => Convolution([2, 6, 5, 5], [4, 3, 3, 3], ("group", 2), ("pads", (int[])[1, 1, 1, 1])),
        ["Conv in depth"] = () => Convolution([2, 4, 6, 6], [4, 1, 3, 3], ("group", 4), ("strides", (int[])[2, 2]), ("pads", (int[])[1, 1, 1, 1])),
        ["Conv of one element"] = () => Convolution([2, 3, 4, 4], [5, 3, 1, 1]),
        ["Conv of one element with strides"] = () => Convolution([2, 3, 5, 5], [5, 3, 1, 1], ("strides", (int[])[2, 2])),
        ["Conv over one axis"] = () => Convolution([2, 3, 9], [4, 3, 3], ("pads", (int[])[1, 1]), ("strides", (int[])[2])),
        ["Conv padded by itself"] = () => Convolution([2, 3, 6, 6], [4, 3, 3, 3], ("auto_pad", "SAME_UPPER"), ("strides", (int[])[2, 2])),
        ["Conv with many places"] = () => Convolution([2, 2, 24, 24], [2, 2, 3, 2], ("pads", (int[])[1, 0, 1, 1])),
        ["ConvTranspose"] = () => new SmallGraph([2, 3, 4, 4]).Weight("w", [3, 2, 3, 2]).Weight("b", [2]).Node(
            "ConvTranspose", "x w b", "y", ("strides", (int[])[2, 2]), ("pads", (int[])[1, 0, 1, 0]), ("output_padding", (int[])[1, 0])),
        ["ConvTranspose in groups"] = () => new SmallGraph([2, 4, 3, 3]).Weight("w", [4, 2, 2, 2]).Node("ConvTranspose", "x w", "y", ("group", 2)),
        ["Resize to the nearest by scales"] = () => new SmallGraph([2, 2, 3, 4]).Floats("scales", 1, 1, 2, 2).Node(
            "Resize", "x _ scales", "y", ("mode", "nearest"), ("nearest_mode", "floor"), ("coordinate_transformation_mode", "asymmetric")),
        ["Resize between neighbours to sizes"] = () => new SmallGraph([2, 2, 3, 4]).Integers("s", 2, 2, 5, 7).Node("Resize", "x _ _ s", "y", ("mode", "linear")),
        ["Two users of one value"] = () => new SmallGraph([2, 3]).Weight("w", [3, 3]).Node("MatMul", "x w", "a").Node("Tanh", "a", "b").Node("Mul", "a b", "c").Node("MatMul", "c w", "y"),
    };

    public static TheoryData<string> Names => [.. Graphs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_the_slope_of_differences(string name)
    {
        var model = DifferentiableModel.Read(Graphs[name]().Build(), Graphs[name]().Batch);
        string[] of = [.. model.Parameters.Select(parameter => parameter.Name).Where(weight => weight != "scales"), model.Input];
        var random = new Random(3);
        float[] input = [.. Enumerable.Range(0, (int)Tensors.Elements(model.InputShape)).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        float[] seed = [.. Enumerable.Range(0, (int)Tensors.Elements(model.OutputShape)).Select(_ => (float)((random.NextDouble() * 2) - 1))];
        using var session = GradientSession.OfSeed(model, model.Output, of);
        using var result = session.Run(input, seed);

        var values = model.Parameters.ToDictionary(parameter => parameter.Name, parameter => Doubles.Of(parameter.Shape, parameter.Values));
        values[model.Input] = Doubles.Of(model.InputShape, input);
        double Product() => DoubleRun.Of(model, values).Data.Zip(seed, (y, s) => y * s).Sum();
        Assert.Equal(of.Order(), result.Names.Order());
        foreach (string operand in of)
        {
            double[] data = values[operand].Data;
            for (int i = 0; i < data.Length; i++)
            {
                const double step = 1e-5;
                double before = data[i];
                data[i] = before + step;
                double above = Product();
                data[i] = before - step;
                double below = Product();
                data[i] = before;
                double slope = (above - below) / (2 * step);
                Assert.True(Math.Abs(slope - result[operand][i]) <= 1e-4 * (1 + Math.Abs(slope)), $"{operand}[{i}]: {result[operand][i]} for {slope}");
            }
        }
    }

    private static SmallGraph Unary(string type, params (string Name, object Value)[] attributes) =>
        new SmallGraph([2, 3, 4]).Node(type, "x", "y", attributes);

    private static SmallGraph Unary(string type, float scale) => new SmallGraph([2, 3, 4]).Number("c", scale).Node("Mul", "x c", "a").Node(type, "a", "y");

    private static SmallGraph Binary(string type) => new SmallGraph([2, 3, 4]).Weight("w", [3, 1], 0.2, 1).Node(type, "x w", "y");

    private static SmallGraph Convolution(int[] input, int[] weight, params (string Name, object Value)[] attributes) =>
        new SmallGraph(input).Weight("w", weight).Weight("b", [weight[0]]).Node("Conv", "x w b", "y", attributes);
}
