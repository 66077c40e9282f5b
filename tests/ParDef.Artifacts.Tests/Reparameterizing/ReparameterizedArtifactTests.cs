using Google.Protobuf;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Repairing;
using ParDef.Artifacts.Tests.Samples;
using ParDef.Onnx.Reading;
using ParDef.Quantization;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Tests.Samples;

namespace ParDef.Artifacts.Tests.Reparameterizing;

public class ReparameterizedArtifactTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static byte[] Restored(byte[] model, ProtectOptions options, ModelForm form = ModelForm.Original)
    {
        using var sample = new Sample(model, options);
        return OpenedArtifact.Open(sample.File, sample.Key, OpenPolicy.Strict, Cancellation).RestoreModel(form, Cancellation);
    }

    private static ProtectOptions Plain(ProtectOptions options) => options with { Reparameterize = false };

    [Fact]
    public void Random_models_come_back_as_if_nothing_had_moved()
    {
        var symmetric = Sample.Options with { Scheme = QuantizationScheme.Symmetric, Granularity = Granularity.Tensor };
        int moved = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            byte[] model = RandomGraphs.Of(seed).Model.ToByteArray();
            Assert.Equal(model, Restored(model, Sample.Options with { Lossless = true }));
            Assert.Equal(Restored(model, Plain(symmetric)), Restored(model, symmetric));
            moved += Restored(model, Sample.Options with { Lossless = true }, ModelForm.Reparameterized).AsSpan().SequenceEqual(model) ? 0 : 1;
        }

        Assert.InRange(moved, 50, 60);
    }

    [Fact]
    public void Lossless_weights_are_the_same_ones_at_other_places()
    {
        byte[] model = Repository.EmbeddedModel;
        byte[] stored = Restored(model, Sample.Options with { Lossless = true }, ModelForm.Reparameterized);
        int moved = 0;
        foreach (var tensor in OnnxModel.Read(model).Initializers.Where(tensor => tensor.ElementType == 1))
        {
            float[] before = Floats(model, tensor), after = Floats(stored, tensor);
            moved += before.AsSpan().SequenceEqual(after) ? 0 : before.Length;
            Assert.Equal(before.Order(), after.Order());
        }

        Assert.True(moved > 0.97 * OnnxModel.Read(model).Initializers.Sum(tensor => tensor.Length / 4));
    }

    [Fact]
    public void Two_artifacts_share_no_permutation()
    {
        byte[] model = Repository.EmbeddedModel;
        var tensors = OnnxModel.Read(model).Initializers.Where(tensor => tensor.Dims.Count == 4 && tensor.Dims[1] >= 16);
        byte[] one = Restored(model, Sample.Options, ModelForm.Reparameterized);
        byte[] other = Restored(model, Sample.Options, ModelForm.Reparameterized);
        Assert.All(tensors, tensor =>
        {
            // A filter at the same place in both would be a coincidence of one in sixteen at most; a third of them, none.
            int filter = tensor.Length / (int)tensor.Dims[0];
            int same = Enumerable.Range(0, (int)tensor.Dims[0]).Count(i =>
                Sorted(one, tensor.Offset + i * filter, filter).SequenceEqual(Sorted(other, tensor.Offset + i * filter, filter)));
            Assert.True(same < tensor.Dims[0] / 3, tensor.Name);
        });
    }

    [Theory]
    [InlineData(ScaleLaw.Uniform)]
    [InlineData(ScaleLaw.PowersOfTwo)]
    public void Scaled_weights_come_back_within_the_steps_of_their_scales(ScaleLaw law)
    {
        byte[] model = Repository.EmbeddedModel;
        byte[] restored = Restored(model, Sample.Options with { Scales = law });
        byte[] plain = Restored(model, Plain(Sample.Options));
        Assert.NotEqual(plain, restored);
        foreach (var tensor in OnnxModel.Read(model).Initializers.Where(tensor => tensor.ElementType == 1))
        {
            // A step is at most 1/255 of the range; factors of both sides and of neighbours stretch it by no more than four times four.
            float[] before = Floats(model, tensor), after = Floats(restored, tensor);
            double range = before.Max(Math.Abs);
            Assert.All(before.Zip(after), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 16 * range / 255));
        }
    }

    [Theory]
    [InlineData("models/vgg16-cifar10.onnx")]
    [InlineData("models/deit-tiny-cifar10.onnx")]
    [InlineData("models/resnet32bn-cifar10.onnx")]
    [InlineData("models/exported/shufflenetv2-s.onnx")]
    [InlineData("models/exported/deit-block-dynamo.onnx")]
    [InlineData("wild-onnx/ultraface-rfb320.onnx")]
    [InlineData("wild-onnx/squeezenet-fp16.onnx")]
    [InlineData("wild-onnx/fastestdet.onnx")]
    [InlineData("wild-onnx/bert-tiny-vespa.onnx")]
    public void Trained_models_come_back_as_if_nothing_had_moved(string path)
    {
        byte[] model = Repository.Shared(path);
        Assert.True(Restored(model, Sample.Options).AsSpan().SequenceEqual(Restored(model, Plain(Sample.Options))));
    }

    [Fact]
    public void Rekeying_keeps_the_order()
    {
        using var sample = new Sample(Repository.EmbeddedModel);
        using var next = MasterKey.Generate();
        byte[] rekeyed = Repairer.Rekey(sample.File, sample.Key, next, Cancellation).Content.ToArray();
        Assert.Equal(
            OpenedArtifact.Open(sample.File, sample.Key, OpenPolicy.Strict, Cancellation).RestoreModel(ModelForm.Reparameterized, Cancellation),
            OpenedArtifact.Open(rekeyed, next, OpenPolicy.Strict, Cancellation).RestoreModel(ModelForm.Reparameterized, Cancellation));
    }

    [Fact]
    public void The_report_says_what_moves_and_is_missing_where_nothing_does()
    {
        using var sample = new Sample(Repository.EmbeddedModel);
        var report = OpenedArtifact.Open(sample.File, sample.Key, OpenPolicy.Strict, Cancellation).ReportSymmetry(Cancellation)!;
        Assert.InRange(report.MovedPercent, 97, 100);
        Assert.Equal(0, report.Scaled);
        using var scaled = new Sample(Repository.EmbeddedModel, Sample.Options with { Scales = ScaleLaw.Uniform });
        Assert.InRange(OpenedArtifact.Open(scaled.File, scaled.Key, OpenPolicy.Strict, Cancellation).ReportSymmetry(Cancellation)!.ScaledPercent, 90, 100);
        using var plain = new Sample(Repository.EmbeddedModel, Plain(Sample.Options));
        Assert.Null(OpenedArtifact.Open(plain.File, plain.Key, OpenPolicy.Strict, Cancellation).ReportSymmetry(Cancellation));
    }

    [Fact]
    public void Scales_go_neither_with_lossless_weights_nor_without_reparameterization()
    {
        foreach (var options in (ProtectOptions[])[Sample.Options with { Lossless = true }, Plain(Sample.Options)])
        {
            var refusal = Assert.Throws<ParDefException>(() => new Sample(options: options with { Scales = ScaleLaw.Uniform }));
            Assert.Equal(ErrorCode.Usage, refusal.Code);
        }
    }

    [Fact]
    public void A_weight_that_scaling_makes_infinite_is_refused_and_left_alone_without()
    {
        // Every hidden channel has a weight near the largest number there is, so that some factor is too much under any key.
        var rows = Enumerable.Repeat(float.MaxValue, 32 * 4).ToArray();
        byte[] model = SampleModel.Make(change: graph =>
        {
            graph.Node.Clear();
            graph.Initializer.Clear();
            graph.Initializer.Add(SampleModel.Tensor("a", [4, 32], rows));
            graph.Initializer.Add(SampleModel.Tensor("b", [32, 4], rows));
            graph.Input[0].Type = new() { TensorType = new() { ElemType = 1, Shape = new() } };
            graph.Input[0].Type.TensorType.Shape.Dim.Add([new() { DimValue = 1 }, new() { DimValue = 4 }]);
            graph.Node.Add(SampleModel.Node("MatMul", ["input", "a"], ["middle"]));
            graph.Node.Add(SampleModel.Node("MatMul", ["middle", "b"], ["logits"]));
        });
        var refusal = Assert.Throws<ParDefException>(() => new Sample(model, Sample.Options with { Scales = ScaleLaw.PowersOfTwo }));
        Assert.Equal(ErrorCode.Unsupported, refusal.Code);
        Assert.Contains("--scales none", refusal.Hint, StringComparison.Ordinal);
        Assert.Equal(model, Restored(model, Sample.Options with { Lossless = true }));
    }

    private static IEnumerable<float> Sorted(byte[] model, int offset, int length) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(model.AsSpan(offset, length)).ToArray().Order();

    private static float[] Floats(byte[] model, InitializerBytes tensor) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(model.AsSpan(tensor.Offset, tensor.Length)).ToArray();
}
