using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Tests.Samples;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;

namespace ParDef.Artifacts.Tests.Protecting;

public class ProtectorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Two_protections_share_no_page()
    {
        using var one = new Sample();
        using var other = new Sample();
        Assert.Equal(one.File.Length, other.File.Length);
        var layout = PublicHeader.Read(one.File).Layout;
        for (int at = layout.PayloadOffset; at < layout.PayloadOffset + layout.PayloadPagesBytes; at += 4096)
        {
            Assert.False(one.File.AsSpan(at, 4096).SequenceEqual(other.File.AsSpan(at, 4096)));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Weights_that_are_not_finite_are_kept_and_named(float value)
    {
        byte[] model = SampleModel.Make(change: graph => graph.Initializer.Add(SampleModel.Tensor("odd.weight", [2, 2], [1, value, 2, 3])));
        model = With(model, graph => graph.Node.Add(SampleModel.Node("MatMul", ["logits", "odd.weight"], ["more"])));
        using var sample = new Sample(model);
        var made = Protector.Protect(model, sample.Key, Sample.Options, Cancellation);
        Assert.Equal(["odd.weight"], made.NotFinite);
        byte[] restored = OpenedArtifact.Open(made.Content, sample.Key, OpenPolicy.Strict, Cancellation).RestoreModel(Cancellation);
        var tensor = OnnxModel.Read(model).Initializers.Single(t => t.Name == "odd.weight");
        Assert.Equal(model.AsSpan(tensor.Offset, tensor.Length), restored.AsSpan(tensor.Offset, tensor.Length));
    }

    private static byte[] With(byte[] model, Action<GraphProto> change)
    {
        var proto = ModelProto.Parser.ParseFrom(model);
        change(proto.Graph);
        return Google.Protobuf.MessageExtensions.ToByteArray(proto);
    }

    [Fact]
    public void Biases_and_weights_nobody_multiplies_are_kept()
    {
        byte[] model = SampleModel.Make(change: graph => graph.Initializer.Add(SampleModel.Tensor("unused", [2, 2], [0.1f, 0.2f, 0.3f, 0.7f])));
        using var sample = new Sample(model);
        byte[] restored = OpenedArtifact.Open(sample.File, sample.Key, OpenPolicy.Strict, Cancellation).RestoreModel(Cancellation);
        foreach (var tensor in OnnxModel.Read(model).Initializers)
        {
            bool same = restored.AsSpan(tensor.Offset, tensor.Length).SequenceEqual(model.AsSpan(tensor.Offset, tensor.Length));
            Assert.Equal(tensor.Name is "unused" or "conv.bias", same);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public void An_id_out_of_range_is_a_usage_error(string id)
    {
        using var sample = new Sample();
        var refusal = Assert.Throws<ParDefException>(() => Protector.Protect(sample.Model, sample.Key, Sample.Options with { Id = id }, Cancellation));
        Assert.Equal(ErrorCode.Usage, refusal.Code);
    }

    [Fact]
    public void Malformed_and_unsupported_models_are_told_apart()
    {
        using var sample = new Sample();
        Assert.Equal(
            ErrorCode.MalformedModel,
            Assert.Throws<ParDefException>(() => Protector.Protect(new byte[] { 1, 2, 3 }, sample.Key, Sample.Options, Cancellation)).Code);
        byte[] external = SampleModel.Make(change: graph =>
        {
            var tensor = new TensorProto { Name = "far", DataType = 1, DataLocation = 1 };
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "far.bin" });
            graph.Initializer.Add(tensor);
        });
        var refusal = Assert.Throws<ParDefException>(() => Protector.Protect(external, sample.Key, Sample.Options, Cancellation));
        Assert.Equal(ErrorCode.Unsupported, refusal.Code);
        Assert.Contains("far", refusal.Message);
    }

    [Fact]
    public void A_model_without_weights_is_protected_too()
    {
        var proto = new ModelProto { IrVersion = 8, Graph = new GraphProto { Name = "empty" } };
        byte[] model = Google.Protobuf.MessageExtensions.ToByteArray(proto);
        using var sample = new Sample(model);
        Assert.Equal(model, OpenedArtifact.Open(sample.File, sample.Key, OpenPolicy.Strict, Cancellation).RestoreModel(Cancellation));
    }
}
