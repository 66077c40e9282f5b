using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Tests.Samples;
using ParDef.Onnx.Reading;
using ParDef.Onnx.Weights;
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
        Assert.Equal(FakeQuantized(Repository.EmbeddedModel, Granularity.Channel), RoundTrip(Repository.EmbeddedModel, Sample.Options));

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
        Assert.True(RoundTrip(model, InOneOrder(path, Sample.Options)).AsSpan().SequenceEqual(FakeQuantized(model, Granularity.Channel)));
    }

    [Theory]
    [InlineData("models/resnet32-cifar10.onnx")]
    [InlineData("models/exported/recurrent-s.onnx")]
    public void One_scale_for_a_tensor_is_as_the_slow_reference_has_it(string path)
    {
        byte[] model = Repository.Shared(path);
        byte[] restored = RoundTrip(model, Sample.Options with { Granularity = Granularity.Tensor });
        Assert.True(restored.AsSpan().SequenceEqual(FakeQuantized(model, Granularity.Tensor)));
        Assert.False(restored.AsSpan().SequenceEqual(FakeQuantized(model, Granularity.Channel)));
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

    /// <summary>The document's rule, element by element, for binary32 models; shares nothing with the quantizer but the rule.</summary>
    private static byte[] FakeQuantized(byte[] model, Granularity granularity)
    {
        byte[] result = [.. model];
        var read = OnnxModel.Read(model);
        var axes = WeightRoles.AxesByTensor(read.Proto);
        foreach (var (proto, tensor) in read.Contents.Where(content => content.Bytes.ElementType == 1 && axes.ContainsKey(content.Tensor)))
        {
            var values = Floats(model, tensor);
            int inner = (int)tensor.Dims.Skip(axes[proto] + 1).Aggregate(1L, (a, b) => a * b);
            int channels = (int)tensor.Dims[axes[proto]];
            int ChannelOf(int i) => granularity == Granularity.Channel ? i / inner % channels : 0;
            var ranges = values.Select((value, i) => (value, i)).GroupBy(pair => ChannelOf(pair.i))
                .ToDictionary(group => group.Key, group => (Lo: Math.Min(0, group.Min(pair => pair.value)), Hi: Math.Max(0, group.Max(pair => pair.value))));
            var scales = ranges.ToDictionary(range => range.Key, range => Scale(range.Value.Lo, range.Value.Hi));
            for (int i = 0; i < values.Length; i++)
            {
                var (step, zero) = scales[ChannelOf(i)];
                double q = Math.Round(values[i] / (double)step) + zero;
                BitConverter.TryWriteBytes(result.AsSpan(tensor.Offset + 4 * i), (float)((q - zero) * step));
            }
        }

        return result;
    }

    private static (float Step, double Zero) Scale(double lo, double hi)
    {
        if (lo == hi)
        {
            return (1, 0);
        }

        for (float step = Math.Max((float)(hi / 255 - lo / 255), float.Epsilon); ; step = MathF.BitIncrement(step))
        {
            double zero = Math.Round(-lo / step);
            if (zero <= 255 && Math.Round(lo / step) + zero >= 0 && Math.Round(hi / step) + zero <= 255)
            {
                return (step, zero);
            }
        }
    }
}
