using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ParDef.Artifacts.Errors;
using ParDef.Onnx.Proto;
using ParDef.Runtime.Layout;
using ParDef.Runtime.Memory;
using ParDef.Runtime.Native;
using ParDef.Runtime.Sessions;
using ErrorCode = ParDef.Artifacts.Errors.ErrorCode;

namespace ParDef.Runtime.Loading;

/// <summary>
/// A session of the engine whose weights all lie in memory that is ours. The model that the engine is given is a skeleton: weights of 128 bytes and more are slices of the arena
/// that it borrows, smaller constants are values over the arena, and what it packs for itself lies in blocks of our allocator.
/// </summary>
internal sealed class LiveEngine : IDisposable
{
    // The engine copies what is smaller.
    private const int SmallestBorrowed = 128;
    private const string FileName = "w";

    private readonly List<OrtValue> _values;

    private LiveEngine(InferenceSession session, WeightArena arena, IReadOnlyList<PageMemory> blocks, List<OrtValue> values)
    {
        Session = session;
        Arena = arena;
        Blocks = blocks;
        _values = values;
    }

    /// <summary>The session.</summary>
    public InferenceSession Session { get; }

    /// <summary>The constants of the graph.</summary>
    public WeightArena Arena { get; }

    /// <summary>Weights that the engine packed, in the order in which it did.</summary>
    public IReadOnlyList<PageMemory> Blocks { get; }

    /// <summary>Makes a session.</summary>
    /// <param name="layout">The graph.</param>
    /// <param name="canonical">Values of the canonical words.</param>
    /// <param name="packs">Whether the engine may pack weights.</param>
    /// <param name="settings">Threads.</param>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Unsupported"/>: the engine does not take the graph.</exception>
    public static LiveEngine Create(LayoutGraph layout, ReadOnlySpan<uint> canonical, bool packs, SessionSettings settings)
    {
        var arena = new WeightArena(layout.Tensors);
        var values = new List<OrtValue>();
        try
        {
            arena.Fill(canonical);
            using var options = Options(packs, settings);
            byte[] skeleton = Skeleton(layout, arena, values, options);
            var (session, blocks) = EngineAllocator.Create(() => new InferenceSession(skeleton, options));
            return new LiveEngine(session, arena, blocks, values);
        }
        catch (Exception failure)
        {
            values.ForEach(value => value.Dispose());
            arena.Dispose();
            if (failure is OnnxRuntimeException)
            {
                throw new ParDefException(ErrorCode.Unsupported, $"the engine cannot run the model: {failure.Message.TrimEnd('.')}", inner: failure);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The session first: it reads the rest.
        Session.Dispose();
        _values.ForEach(value => value.Dispose());
        Arena.Dispose();
    }

    private static SessionOptions Options(bool packs, SessionSettings settings)
    {
        var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            IntraOpNumThreads = settings.Threads,
            InterOpNumThreads = 1,
            // What fails is thrown as well.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.use_env_allocators", "1");
        options.AddSessionConfigEntry("session.use_device_allocator_for_initializers", "1");
        options.AddSessionConfigEntry("session.use_external_initializer_file_buffers_directly", "1");
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", settings.Spinning ? "1" : "0");
        options.AddSessionConfigEntry("session.disable_prepacking", packs ? "0" : "1");
        return options;
    }

    private static byte[] Skeleton(LayoutGraph layout, WeightArena arena, List<OrtValue> values, SessionOptions options)
    {
        var skeleton = layout.Proto.Clone();
        var initializers = skeleton.Graph.Initializer.ToDictionary(tensor => tensor.Name);
        foreach (var place in arena.Places.Where(place => place.Tensor.Length > 0))
        {
            var tensor = initializers[place.Tensor.Name];
            if (place.Tensor.IsFloat && place.Tensor.Length >= SmallestBorrowed)
            {
                tensor.ClearRawData();
                tensor.DataLocation = 1;
                tensor.ExternalData.AddRange(
                [
                    new StringStringEntryProto { Key = "location", Value = FileName },
                    new StringStringEntryProto { Key = "offset", Value = $"{place.Offset}" },
                    new StringStringEntryProto { Key = "length", Value = $"{place.Tensor.Length}" },
                ]);
            }
            else
            {
                var value = OrtValue.CreateTensorValueWithData(
                    OrtMemoryInfo.DefaultInstance,
                    (TensorElementType)tensor.DataType,
                    [.. tensor.Dims],
                    arena.AddressOf(place),
                    place.Tensor.Length);
                values.Add(value);
                options.AddInitializer(tensor.Name, value);
            }
        }

        EngineApi.AddExternalFile(options, FileName, arena.Memory.Address, arena.Memory.Length);
        return skeleton.ToByteArray();
    }
}
