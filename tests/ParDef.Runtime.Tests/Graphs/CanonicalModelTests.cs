using System.Runtime.InteropServices;
using Google.Protobuf;
using ParDef.Artifacts.Errors;
using ParDef.Onnx.Proto;
using ParDef.Runtime.Graphs;
using static ParDef.Runtime.Tests.Samples.SmallModels;

namespace ParDef.Runtime.Tests.Graphs;

public class CanonicalModelTests
{
    private static readonly AttributeProto Epsilon = new() { Name = "epsilon", Type = 1, F = 1e-3f };

    /// <summary>Convolution, alias of the normalization's shift, normalization.</summary>
    private static ModelProto Normalized(bool hasBias) => Model(
        [
            Node("Conv", hasBias ? ["x", "w", "b"] : ["x", "w"], "y"),
            Node("Identity", ["shift"], "shift again"),
            Node("BatchNormalization", ["y", "scale", "shift again", "mean", "variance"], "z", Epsilon),
        ],
        [
            Tensor("w", [2, 3, 1, 1], i => i + 1),
            Tensor("b", [2], i => i - 0.5f),
            Tensor("scale", [2], i => 2 + i),
            Tensor("shift", [2], i => 0.25f * i),
            Tensor("mean", [2], i => 0.125f),
            Tensor("variance", [2], i => 4 + i),
        ],
        Value("x", 1, 3, 4, 4),
        Value("z", 1, 2, 4, 4));

    private static float[] Floats(ReadOnlySpan<byte> content) => MemoryMarshal.Cast<byte, float>(content).ToArray();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_normalization_behind_a_convolution_is_folded_and_can_be_folded_again(bool hasBias)
    {
        byte[] file = Normalized(hasBias).ToByteArray();
        var model = CanonicalModel.Of(file);
        var node = Assert.Single(model.Proto.Graph.Node);
        Assert.Equal(("Conv", "z"), (node.OpType, node.Output[0]));
        Assert.Equal(2, model.Tensors.Count);
        float[] factors = [2 / MathF.Sqrt(4 + 1e-3f), 3 / MathF.Sqrt(5 + 1e-3f)];
        Assert.Equal([.. Enumerable.Range(0, 6).Select(i => (i + 1) * factors[i / 3])], Floats(model.Tensors[0].Content.Span));
        Assert.Equal(
            [.. Enumerable.Range(0, 2).Select(c => (((hasBias ? c - 0.5f : 0) - 0.125f) * factors[c]) + (0.25f * c))], Floats(model.Tensors[1].Content.Span));
        foreach (var tensor in model.Tensors)
        {
            var again = new byte[tensor.Content.Length];
            Assert.True(tensor.Origin!.TryCompute(Read, again));
            Assert.Equal(tensor.Content.ToArray(), again);
            Assert.False(tensor.Origin.TryCompute((_, _) => false, again));
        }

        bool Read(int offset, Span<byte> content)
        {
            file.AsSpan(offset, content.Length).CopyTo(content);
            return true;
        }
    }

    [Fact]
    public void A_normalization_whose_input_others_read_stays()
    {
        var model = Normalized(hasBias: false);
        model.Graph.Output.Add(Value("y", 1, 2, 4, 4));
        Assert.Equal(["Conv", "BatchNormalization"], CanonicalModel.Of(model.ToByteArray()).Proto.Graph.Node.Select(node => node.OpType));
    }

    [Fact]
    public void Constants_become_initializers_and_initializers_no_inputs()
    {
        var value = Tensor("", [3], i => i);
        var model = Model(
            [Node("Constant", [], "c", new AttributeProto { Name = "value", Type = 4, T = value }), Node("Add", ["x", "c"], "t"), Node("Mul", ["t", "w"], "y")],
            [Tensor("w", [3], i => i + 1), Tensor("unused", [3], i => i)],
            Value("x", 3),
            Value("y", 3));
        model.IrVersion = 3;
        model.Graph.Input.Add(Value("w", 3));
        var canonical = CanonicalModel.Of(model.ToByteArray());
        Assert.Equal(["w", "c"], canonical.Tensors.Select(tensor => tensor.Source.Name));
        Assert.Equal(["x"], canonical.Proto.Graph.Input.Select(input => input.Name));
        Assert.Equal(["Add", "Mul"], canonical.Proto.Graph.Node.Select(node => node.OpType));
    }

    [Theory]
    [InlineData("a sequence")]
    [InlineData("an optional value")]
    public void A_graph_that_takes_no_tensor_is_refused_by_kind(string kind)
    {
        var model = Normalized(hasBias: false);
        var tensor = model.Graph.Input[0].Type;
        model.Graph.Input[0].Type = kind == "a sequence"
            ? new TypeProto { SequenceType = new TypeProto.Types.Sequence { ElemType = tensor } }
            : new TypeProto { OptionalType = new TypeProto.Types.Optional { ElemType = tensor } };
        var refusal = Assert.Throws<ParDefException>(() => CanonicalModel.Of(model.ToByteArray()));
        Assert.Equal(ErrorCode.Unsupported, refusal.Code);
        Assert.Contains($"\"x\" is {kind}", refusal.Message, StringComparison.Ordinal);
    }
}
