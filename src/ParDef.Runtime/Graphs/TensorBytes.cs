using System.Runtime.InteropServices;
using Google.Protobuf;
using ParDef.Onnx.Proto;

namespace ParDef.Runtime.Graphs;

/// <summary>The content of a tensor as one run of little-endian elements, whichever field of the message holds it.</summary>
internal static class TensorBytes
{
    // TensorProto.DataType
    public const int Float = 1;
    public const int UInt8 = 2;
    public const int Int8 = 3;
    private const int UInt16 = 4;
    private const int Int16 = 5;
    private const int Int32 = 6;
    private const int Int64 = 7;
    public const int Text = 8;
    private const int Boolean = 9;
    public const int Float16 = 10;
    public const int Double = 11;
    private const int UInt32 = 12;
    private const int UInt64 = 13;
    private const int BFloat16 = 16;

    /// <summary>True if <paramref name="tensor"/> has a content of fixed-width elements, of a type that is known here.</summary>
    public static bool IsDense(TensorProto tensor) => WidthOf(tensor.DataType) > 0 && tensor.DataLocation == 0;

    /// <summary>Number of elements.</summary>
    public static long Count(TensorProto tensor) => tensor.Dims.Aggregate(1L, (count, extent) => checked(count * extent));

    /// <summary>The content of a dense tensor.</summary>
    public static ReadOnlyMemory<byte> Of(TensorProto tensor) => tensor.HasRawData || Count(tensor) == 0 ? tensor.RawData.Memory : FromNumbers(tensor);

    /// <summary>Puts a content into <c>raw_data</c>, and nothing anywhere else.</summary>
    public static void Set(TensorProto tensor, ReadOnlyMemory<byte> content)
    {
        tensor.FloatData.Clear();
        tensor.Int32Data.Clear();
        tensor.Int64Data.Clear();
        tensor.DoubleData.Clear();
        tensor.Uint64Data.Clear();
        tensor.RawData = UnsafeByteOperations.UnsafeWrap(content);
    }

    /// <summary>Bytes of an element; 0 for types that are not known here.</summary>
    public static int WidthOf(int elementType) => elementType switch
    {
        UInt8 or Int8 or Boolean => 1,
        UInt16 or Int16 or Float16 or BFloat16 => 2,
        Float or Int32 or UInt32 => 4,
        Int64 or Double or UInt64 => 8,
        _ => 0,
    };

    private static byte[] FromNumbers(TensorProto tensor) => tensor.DataType switch
    {
        Float => Bytes<float>([.. tensor.FloatData]),
        Double => Bytes<double>([.. tensor.DoubleData]),
        Int64 => Bytes<long>([.. tensor.Int64Data]),
        UInt64 => Bytes<ulong>([.. tensor.Uint64Data]),
        UInt32 => Bytes<uint>([.. tensor.Uint64Data.Select(value => unchecked((uint)value))]),
        Int32 => Bytes<int>([.. tensor.Int32Data]),
        _ when WidthOf(tensor.DataType) == 2 => Bytes<ushort>([.. tensor.Int32Data.Select(value => unchecked((ushort)value))]),
        _ => [.. tensor.Int32Data.Select(value => unchecked((byte)value))],
    };

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();
}
