using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>To integers of eight bits without a sign, and back from any.</summary>
internal static class Quantization
{
    public static Values Quantize(Values x, Values scale, Values zero) =>
        new(x.Shape, [.. x.Data.Select(a => Math.Clamp(Math.Round(a / scale.Data[0], MidpointRounding.ToEven) + zero.Data[0], 0, 255))]);

    /// <summary>One scale and zero point, or one for each position of an axis.</summary>
    public static Values Dequantize(NodeProto node, Values x, Values scale, Values? zero)
    {
        int axis = node.Int("axis", 1);
        return Values.Of(x.Shape, i =>
        {
            int k = scale.Data.Length == 1 ? 0 : i[axis];
            return (x[i] - (zero?.Data[k] ?? 0)) * scale.Data[k];
        });
    }
}
