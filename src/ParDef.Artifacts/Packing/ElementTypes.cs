using ParDef.Quantization;

namespace ParDef.Artifacts.Packing;

/// <summary>The ONNX element types that can be quantized, by their numbers in <c>TensorProto.DataType</c>.</summary>
internal static class ElementTypes
{
    public static bool TryGetFloat(long elementType, out FloatType type)
    {
        (bool known, type) = elementType switch
        {
            1 => (true, FloatType.Binary32),
            10 => (true, FloatType.Binary16),
            11 => (true, FloatType.Binary64),
            16 => (true, FloatType.BFloat16),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>Bytes of one element in the model file.</summary>
    public static int Bytes(FloatType type) => type switch
    {
        FloatType.Binary64 => 8,
        FloatType.Binary32 => 4,
        _ => 2,
    };

    /// <summary>Bytes of one scale of a tensor of this type.</summary>
    public static int ScaleBytes(FloatType type) => type == FloatType.Binary64 ? 8 : 4;
}
