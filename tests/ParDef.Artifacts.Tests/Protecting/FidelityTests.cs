using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Tests.Samples;
using ParDef.Onnx.Reading;
using ParDef.Quantization;

namespace ParDef.Artifacts.Tests.Protecting;

/// <summary>What goes in comes out: lossless to the byte, quantized as a slow reference says and nothing else changed.</summary>
public class FidelityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> SharedModels() =>
    [
        "models/resnet20-fashionmnist.onnx",
        "models/vit-small-fashionmnist.onnx",
        "models/resnet32-cifar10.onnx",
        "models/resnet32bn-cifar10.onnx",
        "models/resnet20bn-cifar10-public.onnx",
        "models/resnet20bn-cifar10-public8.onnx",
        "models/vgg16-cifar10.onnx",
        "models/deit-tiny-cifar10.onnx",
        "models/exported/convnext-s.onnx",
        "models/exported/deit-block-dynamo.onnx",
        "models/exported/densenet-bc-s.onnx",
        "models/exported/efficientnet-se-s.onnx",
        "models/exported/mobilenetv2-s.onnx",
        "models/exported/mobilenetv2bn-s.onnx",
        "models/exported/mobilenetv3-s.onnx",
        "models/exported/recurrent-s.onnx",
        "models/exported/shufflenetv2-s.onnx",
        "models/exported/squeezenet-s.onnx",
        "models/exported/unet-s.onnx",
        "models/exported/vit-s.onnx",
    ];

    private static byte[] RoundTrip(byte[] model, ProtectOptions options)
    {
        using var sample = new Sample(model, options);
        return OpenedArtifact.Open(sample.File, sample.Key, OpenPolicy.Strict, Cancellation).RestoreModel(Cancellation);
    }

    /// <summary>The directions of its cells have permutations of their own and share scales: which rows share one depends on the order.</summary>
    private static ProtectOptions InOneOrder(string path, ProtectOptions options) =>
        path.EndsWith("recurrent-s.onnx", StringComparison.Ordinal) ? options with { Reparameterize = false } : options;

    [Fact]
    public void The_embedded_model_comes_back_lossless_to_the_byte() =>
        Assert.Equal(Repository.EmbeddedModel, RoundTrip(Repository.EmbeddedModel, Sample.Options with { Lossless = true }));

    [Fact]
    public void The_embedded_model_comes_back_as_the_slow_reference_quantizes_it() =>
        Assert.Equal(SlowQuantization.Of(OnnxModel.Read(Repository.EmbeddedModel), Granularity.Channel), RoundTrip(Repository.EmbeddedModel, Sample.Options));

    [Theory]
    [MemberData(nameof(SharedModels))]
    public void Every_model_comes_back_lossless_to_the_byte(string path)
    {
        byte[] model = Repository.Shared(path);
        Assert.True(RoundTrip(model, Sample.Options with { Lossless = true }).AsSpan().SequenceEqual(model));
    }

    [Theory]
    [MemberData(nameof(SharedModels))]
    public void Every_model_comes_back_as_the_slow_reference_quantizes_it(string path)
    {
        byte[] model = Repository.Shared(path);
        Assert.True(RoundTrip(model, InOneOrder(path, Sample.Options)).AsSpan().SequenceEqual(SlowQuantization.Of(OnnxModel.Read(model), Granularity.Channel)));
    }

    [Theory]
    [InlineData("models/resnet32-cifar10.onnx")]
    [InlineData("models/exported/recurrent-s.onnx")]
    public void One_scale_for_a_tensor_is_as_the_slow_reference_has_it(string path)
    {
        byte[] model = Repository.Shared(path);
        byte[] restored = RoundTrip(model, Sample.Options with { Granularity = Granularity.Tensor });
        Assert.True(restored.AsSpan().SequenceEqual(SlowQuantization.Of(OnnxModel.Read(model), Granularity.Tensor)));
        Assert.False(restored.AsSpan().SequenceEqual(SlowQuantization.Of(OnnxModel.Read(model), Granularity.Channel)));
    }

    [Fact]
    public void Stored_blocks_carry_the_same_model()
    {
        byte[] model = SampleModel.Make(30_000);
        Assert.Equal(RoundTrip(model, Sample.Options), RoundTrip(model, Sample.Stored));
    }

    [Fact]
    public void Symmetric_integers_come_back_within_half_a_step()
    {
        byte[] model = SampleModel.Make();
        byte[] restored = RoundTrip(model, Sample.Options with { Scheme = QuantizationScheme.Symmetric });
        Assert.NotEqual(RoundTrip(model, Sample.Options), restored);
        var tensor = OnnxModel.Read(model).Initializers.Single(t => t.Name == "conv.weight");
        float[] before = Floats(model, tensor), after = Floats(restored, tensor);
        for (int channel = 0; channel < 4; channel++)
        {
            var range = (channel * 27)..(channel * 27 + 27);
            double step = before[range].Max(Math.Abs) / 127.0;
            Assert.All(before[range].Zip(after[range]), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= step * 0.5000001));
        }
    }

    private static float[] Floats(byte[] model, InitializerBytes tensor) =>
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(model.AsSpan(tensor.Offset, tensor.Length)).ToArray();
}
