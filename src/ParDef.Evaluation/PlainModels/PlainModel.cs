using ParDef.Attacks.Faults;
using ParDef.Onnx.Reading;
using ParDef.Onnx.Weights;
using ParDef.Quantization;

namespace ParDef.Evaluation.PlainModels;

/// <summary>What damage does to the weights of a model that nobody protects: the same fault on its fp32 weights, or on plain 8-bit weights.</summary>
public static class PlainModel
{
    /// <summary>The model after a fault on the bytes of all its weights, as they are stored.</summary>
    /// <param name="model">The ONNX file.</param>
    /// <param name="fault">A fault that keeps the length.</param>
    /// <param name="random">Where it strikes.</param>
    public static byte[] DamageFloats(byte[] model, Fault fault, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var weights = Weights(OnnxModel.Read(model));
        byte[] stored = [.. weights.SelectMany(weight => model.AsSpan(weight.Tensor.Offset, weight.Tensor.Length).ToArray())];
        byte[] damaged = fault.Apply(stored, random);
        byte[] result = [.. model];
        int position = 0;
        foreach (var (tensor, _) in weights)
        {
            damaged.AsSpan(position, tensor.Length).CopyTo(result.AsSpan(tensor.Offset));
            position += tensor.Length;
        }

        return result;
    }

    /// <summary>The model with its weights in 8 bits, one scale an output channel, after a fault on those bytes, and back in floating point.</summary>
    /// <param name="model">The ONNX file.</param>
    /// <param name="fault">A fault that keeps the length.</param>
    /// <param name="random">Where it strikes.</param>
    public static byte[] DamageIntegers(byte[] model, Fault fault, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var quantized = Weights(OnnxModel.Read(model)).Select(weight => (weight.Tensor, Integers: Quantizer.Quantize(
            model.AsSpan(weight.Tensor.Offset, weight.Tensor.Length),
            FloatType.Binary32,
            ChannelLayout.For(weight.Tensor.Dims, weight.Axis),
            QuantizationScheme.Affine))).ToList();
        byte[] damaged = fault.Apply([.. quantized.SelectMany(weight => weight.Integers.Values.ToArray())], random);
        byte[] result = [.. model];
        int position = 0;
        foreach (var (tensor, integers) in quantized)
        {
            var values = damaged.AsMemory(position, integers.Values.Length);
            Quantizer.Dequantize(integers with { Values = values }, result.AsSpan(tensor.Offset, tensor.Length));
            position += values.Length;
        }

        return result;
    }

    /// <summary>The binary32 weights, and the axis of their channels.</summary>
    private static List<(InitializerBytes Tensor, int Axis)> Weights(OnnxModel model)
    {
        const int binary32 = 1;
        var axes = WeightRoles.ChannelAxes(model.Proto);
        return [.. model.Initializers
            .Where(tensor => tensor.ElementType == binary32 && tensor.Length > 0 && axes.ContainsKey(tensor.Name))
            .Select(tensor => (tensor, axes[tensor.Name]))];
    }
}
