using CsCheck;
using Google.Protobuf;
using ParDef.Onnx.Proto;

namespace ParDef.Onnx.Tests.Samples;

/// <summary>Models of a few initializers of any kind among nodes, values and unknown fields.</summary>
internal static class RandomModels
{
    private static readonly Gen<(int Type, long[] Dims)> Shapes = Gen.Select(
        Gen.OneOf(Gen.Const(1), Gen.Const(2), Gen.Const(7), Gen.Const(10), Gen.Const(11), Gen.Const(16), Gen.Const(17), Gen.Const(22)),
        Gen.Long[0, 4].Array[0, 4],
        (type, dims) => (type, dims));

    private static readonly Gen<TensorProto> Tensors = Gen.Select(Shapes, Gen.Int[0, 3], Gen.Int[0, 99], (shape, storage, seed) =>
    {
        var tensor = Models.Raw("", shape.Type, shape.Dims);
        int elements = (int)shape.Dims.Aggregate(1L, (product, extent) => product * extent);
        if (storage == 1)
        {
            tensor.ClearRawData();
            tensor.DataType = 1;
            tensor.FloatData.AddRange(Enumerable.Range(seed, elements).Select(i => i / 7f));
        }
        else if (storage == 2)
        {
            tensor.ClearRawData();
            tensor.DataType = Models.Int64;
            tensor.Int64Data.AddRange(Enumerable.Range(-seed, elements).Select(i => (long)i));
        }

        tensor.DocString = new string('d', seed);
        return tensor;
    });

    public static Gen<byte[]> Files { get; } = Gen.Select(Tensors.Array[0, 6], Gen.Bool, Gen.Byte.Array[0, 5], (tensors, isAnnotated, unknown) =>
    {
        for (int i = 0; i < tensors.Length; i++)
        {
            tensors[i].Name = $"tensor {i}";
        }

        var model = Models.Of(tensors);
        model.Graph.Node.AddRange(tensors.Select(tensor => Models.Node("MatMul", "x", tensor.Name)));
        if (isAnnotated)
        {
            model.MetadataProps.Add(new StringStringEntryProto { Key = "key", Value = "value" });
        }

        byte[] file = [.. model.ToByteArray(), .. Wire.Field(1000, unknown)];
        return file;
    });
}
