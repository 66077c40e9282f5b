using System.Numerics;
using System.Runtime.InteropServices;
using CsCheck;
using ParDef.Quantization.Tests.Reference;

namespace ParDef.Quantization.Tests;

public class QuantizerTests
{
    [Fact]
    public void Integers_scales_and_zero_points_are_those_of_the_slow_reference()
    {
        RandomTensor.Gen.Sample(
            tensor =>
            {
                var (integers, scales, zeroPoints) = SlowQuantizer.Quantize(tensor.Values, tensor.Type, tensor.Layout, tensor.Scheme);
                var quantized = tensor.Quantized;

                Assert.Equal(integers, Integers(quantized));
                Assert.Equal(scales, quantized.Scales);
                Assert.Equal(zeroPoints, ZeroPoints(quantized));
            },
            iter: 2_000);
    }

    [Fact]
    public void Values_come_back_as_the_product_rounded_once()
    {
        RandomTensor.Gen.Sample(
            tensor =>
            {
                var quantized = tensor.Quantized;
                int[] integers = Integers(quantized);
                int[] zeroPoints = ZeroPoints(quantized);
                ulong[] restored = Restored(tensor, quantized);
                for (int i = 0; i < integers.Length; i++)
                {
                    int channel = SlowQuantizer.Channel(i, tensor.Layout);
                    int steps = integers[i] - zeroPoints[channel];
                    double product = steps * quantized.Scales[channel];
                    if (tensor.Type != FloatType.Binary64)
                    {
                        Assert.Equal(steps * Exact.Of(quantized.Scales[channel]), Exact.Of(product));
                    }

                    double largest = tensor.Stored.Value(tensor.Stored.LargestFinitePattern);
                    Assert.Equal(tensor.Stored.Nearest(Math.Clamp(product, -largest, largest)), restored[i]);
                }
            },
            iter: 2_000);
    }

    [Fact]
    public void The_error_is_at_most_half_a_step_and_half_a_unit_in_the_last_place()
    {
        RandomTensor.Gen.Sample(
            tensor =>
            {
                var quantized = tensor.Quantized;
                double[] values = tensor.Values;
                double[] restored = [.. Restored(tensor, quantized).Select(tensor.Stored.Value)];
                for (int i = 0; i < values.Length; i++)
                {
                    var step = Exact.Of(quantized.Scales[SlowQuantizer.Channel(i, tensor.Layout)]);
                    var error = BigInteger.Abs(Exact.Of(values[i]) - Exact.Of(restored[i]));

                    // In binary64 the quotient itself is rounded, which moves a border between integers by the same relative amount as the value.
                    var quotient = tensor.Type == FloatType.Binary64 ? tensor.Stored.UnitInTheLastPlace(values[i]) : 0;
                    var bound = step + tensor.Stored.UnitInTheLastPlace(restored[i]) + quotient;
                    Assert.True(2 * error <= bound, $"{values[i]:R} came back as {restored[i]:R}");
                }
            },
            iter: 2_000);
    }

    [Fact]
    public void Zeros_come_back_as_positive_zero()
    {
        RandomTensor.Gen.Sample(
            tensor =>
            {
                ulong[] restored = Restored(tensor, tensor.Quantized);
                Assert.All(tensor.Values.Index().Where(element => element.Item == 0), element => Assert.Equal(0UL, restored[element.Index]));
            },
            iter: 1_000);
    }

    [Fact]
    public void Quantizing_what_came_back_gives_the_same_integers()
    {
        RandomTensor.Gen.Sample(
            tensor =>
            {
                var quantized = tensor.Quantized;
                int[] zeroPoints = ZeroPoints(quantized);
                var again = Restored(tensor, quantized).Select(tensor.Stored.Value).Select((value, i) =>
                {
                    int channel = SlowQuantizer.Channel(i, tensor.Layout);
                    return SlowQuantizer.Integer(value, quantized.Scales[channel], zeroPoints[channel]);
                });

                Assert.Equal(Integers(quantized), again);
            },
            iter: 2_000);
    }

    [Fact]
    public void Ties_go_to_the_even_integer()
    {
        var quantized = Quantize([0, 255, 0.5f, 1.5f, 2.5f, 253.5f], new ChannelLayout(1, 1, 6), QuantizationScheme.Affine);

        Assert.Equal([0, 255, 0, 2, 2, 254], Integers(quantized));
        Assert.Equal([1.0], quantized.Scales);
    }

    [Fact]
    public void Symmetric_integers_are_signed_and_have_no_zero_points()
    {
        var quantized = Quantize([-127, 64, 0, 127], new ChannelLayout(1, 1, 4), QuantizationScheme.Symmetric);

        Assert.Equal([-127, 64, 0, 127], Integers(quantized));
        Assert.Equal(0, quantized.ZeroPoints.Length);
    }

    [Fact]
    public void Every_channel_has_its_own_scale_wherever_its_elements_lie()
    {
        float[] rows = [255, 0, 510, 0];
        float[] columns = [255, 510, 0, 0];

        Assert.Equal([1.0, 2.0], Quantize(rows, new ChannelLayout(1, 2, 2), QuantizationScheme.Affine).Scales);
        Assert.Equal([1.0, 2.0], Quantize(columns, new ChannelLayout(2, 2, 1), QuantizationScheme.Affine).Scales);
        Assert.Equal([2.0], Quantize(rows, ChannelLayout.WholeTensor(4), QuantizationScheme.Affine).Scales);
    }

    [Fact]
    public void A_channel_of_zeros_has_step_one()
    {
        var quantized = Quantize([0, -0f], new ChannelLayout(1, 1, 2), QuantizationScheme.Affine);

        Assert.Equal([1.0], quantized.Scales);
        Assert.Equal([0], ZeroPoints(quantized));
        Assert.Equal([0, 0], Integers(quantized));
    }

    [Fact]
    public void A_product_beyond_the_type_is_its_largest_value()
    {
        var tensor = new QuantizedTensor
        {
            Type = FloatType.Binary16,
            Scheme = QuantizationScheme.Symmetric,
            Layout = ChannelLayout.WholeTensor(2),
            Values = new byte[] { 127, unchecked((byte)-127) },
            Scales = [1000],
            ZeroPoints = ReadOnlyMemory<byte>.Empty,
        };
        var content = new byte[4];
        Quantizer.Dequantize(tensor, content);

        Assert.Equal([Half.MaxValue, Half.MinValue], MemoryMarshal.Cast<byte, Half>(content).ToArray());
    }

    [Fact]
    public void A_value_that_is_not_finite_is_noticed_at_every_place()
    {
        foreach (var stored in StoredType.All)
        {
            for (int place = 0; place < 5; place++)
            {
                foreach (ulong fraction in new ulong[] { 0, 1 })
                {
                    var patterns = new ulong[5];
                    Assert.True(Quantizer.AllFinite(stored.Content(patterns), stored.Type));
                    patterns[place] = stored.Pattern(place % 2, stored.SpecialExponent, fraction);
                    byte[] content = stored.Content(patterns);

                    Assert.False(Quantizer.AllFinite(content, stored.Type));
                    Assert.Throws<ArgumentException>(
                        () => Quantizer.Quantize(content, stored.Type, ChannelLayout.WholeTensor(5), QuantizationScheme.Affine));
                }
            }
        }
    }

    [Fact]
    public void The_largest_values_of_each_type_are_finite()
    {
        foreach (var stored in StoredType.All)
        {
            Assert.True(Quantizer.AllFinite(stored.Content([stored.LargestFinitePattern, stored.Pattern(1, 0, 1)]), stored.Type));
        }
    }

    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(1, 1, 5)]
    [InlineData(0, 1, 4)]
    [InlineData(-1, -1, 4)]
    [InlineData(1, 0, 4)]
    [InlineData(long.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData(1L << 62, 4, 5)]
    public void A_layout_that_does_not_have_the_size_of_the_content_is_refused(long outer, int channels, int inner)
    {
        var layout = new ChannelLayout(outer, channels, inner);
        var tensor = Quantize([1, 2, 3, 4], ChannelLayout.WholeTensor(4), QuantizationScheme.Affine) with { Layout = layout };

        Assert.Throws<ArgumentException>(() => Quantizer.Quantize(new byte[16], FloatType.Binary32, layout, QuantizationScheme.Affine));
        Assert.Throws<ArgumentException>(() => Quantizer.Dequantize(tensor, new byte[16]));
    }

    [Fact]
    public void Parts_of_a_quantized_tensor_that_do_not_fit_together_are_refused()
    {
        var tensor = Quantize([1, 2, 3, 4], new ChannelLayout(1, 2, 2), QuantizationScheme.Affine);
        QuantizedTensor[] misfits =
        [
            tensor with { Scales = [] },
            tensor with { Scales = [1] },
            tensor with { Scales = [1, 1, 1] },
            tensor with { ZeroPoints = new byte[1] },
            tensor with { Scheme = QuantizationScheme.Symmetric },
            tensor with { Values = new byte[3] },
            tensor with { Type = FloatType.Binary64 },
        ];

        Assert.All(misfits, misfit => Assert.Throws<ArgumentException>(() => Quantizer.Dequantize(misfit, new byte[16])));
        Assert.Throws<ArgumentException>(() => Quantizer.Dequantize(tensor, new byte[15]));
    }

    private static QuantizedTensor Quantize(float[] values, ChannelLayout layout, QuantizationScheme scheme) =>
        Quantizer.Quantize(MemoryMarshal.AsBytes<float>(values), FloatType.Binary32, layout, scheme);

    private static int[] Integers(QuantizedTensor tensor) =>
        [.. tensor.Values.ToArray().Select(value => tensor.Scheme == QuantizationScheme.Affine ? value : (int)unchecked((sbyte)value))];

    private static int[] ZeroPoints(QuantizedTensor tensor) => tensor.Scheme == QuantizationScheme.Affine
        ? [.. tensor.ZeroPoints.ToArray().Select(zeroPoint => (int)zeroPoint)]
        : new int[tensor.Layout.Channels];

    private static ulong[] Restored(RandomTensor tensor, QuantizedTensor quantized)
    {
        var content = new byte[tensor.Patterns.Length * tensor.Stored.Bytes];
        Quantizer.Dequantize(quantized, content);
        return tensor.Stored.Patterns(content);
    }
}
