using System.Runtime.InteropServices;
using Google.Protobuf;
using ParDef.Attacks.Faults;
using ParDef.Onnx.Proto;

namespace ParDef.Campaigns;

/// <summary>Synthetic ONNX files of any size.</summary>
internal static class ScaleModel
{
    /// <summary>Size of one matrix of <see cref="WriteWeights"/>.</summary>
    public const int MatrixMebibytes = 4;

    private const int Float = 1;
    private const int UnsignedByte = 2;
    private const int Width = 1024;

    /// <summary>Writes a chain of matrix products whose float32 weights are normal, as after the usual initialisation.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="mebibytes">Size of all weights; a multiple of <see cref="MatrixMebibytes"/>.</param>
    /// <param name="seed">Names the weights.</param>
    public static void WriteWeights(string path, int mebibytes, ulong seed)
    {
        int matrices = Math.DivRem(mebibytes, MatrixMebibytes, out int rest);
        if (matrices < 1 || rest != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(mebibytes), mebibytes, $"a multiple of {MatrixMebibytes} is needed");
        }

        var graph = new GraphProto { Name = "synthetic", Input = { Row("x0") }, Output = { Row($"x{matrices}") } };
        for (int i = 0; i < matrices; i++)
        {
            var weights = MemoryMarshal.AsBytes<float>(Normal(Width * Width, new SeededRandom(SeededRandom.NumberAt(seed, (ulong)i))));
            graph.Initializer.Add(new TensorProto
            {
                Name = $"w{i}",
                DataType = Float,
                Dims = { Width, Width },
                RawData = ByteString.CopyFrom(weights),
            });
            graph.Node.Add(new NodeProto { OpType = "MatMul", Input = { $"x{i}", $"w{i}" }, Output = { $"x{i + 1}" } });
        }

        Write(path, graph);
    }

    /// <summary>Writes one tensor of zero bytes, which is kept as it is.</summary>
    /// <param name="path">File to write.</param>
    /// <param name="bytes">Size of the tensor.</param>
    public static void WriteZeros(string path, int bytes) => Write(path, new GraphProto
    {
        Name = "synthetic",
        Initializer = { new TensorProto { Name = "zeros", DataType = UnsignedByte, Dims = { bytes }, RawData = UnsafeByteOperations.UnsafeWrap(new byte[bytes]) } },
    });

    private static void Write(string path, GraphProto graph)
    {
        using var file = File.Create(path);
        new ModelProto { IrVersion = 8, ProducerName = "bench", Graph = graph, OpsetImport = { new OperatorSetIdProto { Domain = "", Version = 17 } } }.WriteTo(file);
    }

    private static ValueInfoProto Row(string name) => new()
    {
        Name = name,
        Type = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor
            {
                ElemType = Float,
                Shape = new TensorShapeProto
                {
                    Dim = { new TensorShapeProto.Types.Dimension { DimValue = 1 }, new TensorShapeProto.Types.Dimension { DimValue = Width } },
                },
            },
        },
    };

    /// <summary>Numbers of mean 0 and variance 1 / <see cref="Width"/>, by Box and Muller's transform.</summary>
    private static float[] Normal(int count, SeededRandom random)
    {
        var numbers = new float[count];
        for (int i = 0; i < count; i += 2)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform(random)) / Width);
            var (sine, cosine) = Math.SinCos(2 * Math.PI * Uniform(random));
            numbers[i] = (float)(radius * cosine);
            numbers[i + 1] = (float)(radius * sine);
        }

        return numbers;
    }

    private static double Uniform(SeededRandom random) => (random.Next() >> 11) / (double)(1UL << 53);
}
