using System.Runtime.InteropServices;
using Google.Protobuf;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients;

/// <summary>Tensors and declarations as they stand in a model.</summary>
internal static class Tensors
{
    public const int FloatType = 1;
    public const int IntegerType = 7;

    public static TensorProto Of(string name, IEnumerable<long> shape, ReadOnlySpan<float> values) => new()
    {
        Name = name,
        DataType = FloatType,
        Dims = { shape },
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
    };

    public static TensorProto Of(string name, params ReadOnlySpan<long> values) => new()
    {
        Name = name,
        DataType = IntegerType,
        Dims = { values.Length },
        RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
    };

    public static ValueInfoProto Declare(string name, int type, IEnumerable<long> shape) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = type,
                Shape = new TensorShapeProto { Dim = { shape.Select(extent => new TensorShapeProto.Types.Dimension { DimValue = extent }) } },
            },
        },
    };

    public static long Elements(IEnumerable<long> shape) => shape.Aggregate(1L, (product, extent) => product * extent);

    public static float[] Floats(TensorProto tensor) =>
        tensor.FloatData.Count > 0 ? [.. tensor.FloatData] : MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();

    public static long[] Integers(TensorProto tensor) =>
        tensor.Int64Data.Count > 0 ? [.. tensor.Int64Data] : MemoryMarshal.Cast<byte, long>(tensor.RawData.Span).ToArray();
}
