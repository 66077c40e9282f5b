using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using ParDef.Artifacts.Errors;
using ParDef.Onnx.Proto;
using ParDef.Runtime.Native;
using ErrorCode = ParDef.Artifacts.Errors.ErrorCode;

namespace ParDef.Runtime.Layout;

/// <summary>The graph optimizer of ONNX Runtime. What it reads and writes stays in memory.</summary>
internal static class GraphOptimizer
{
    /// <summary>The graph as the engine would run it.</summary>
    /// <param name="model">The model, with all contents.</param>
    /// <param name="step">Which optimizations.</param>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Unsupported"/>: the engine does not take the model.</exception>
    public static ModelProto Run(ModelProto model, OptimizerStep step)
    {
        using var file = new MemoryFile();
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = step.Level,
            OptimizedModelFilePath = file.Path,
            IntraOpNumThreads = 1,
            // What fails is thrown as well.
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        if (step.Without.Length > 0)
        {
            options.AddSessionConfigEntry("optimization.disable_specified_optimizers", step.Without);
        }

        // The optimized graph is all that is wanted: nothing is packed for it.
        options.AddSessionConfigEntry("session.disable_prepacking", "1");
        try
        {
            using var session = new InferenceSession(model.ToByteArray(), options);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new ParDefException(ErrorCode.Unsupported, $"the engine cannot run the model: {failure.Message.TrimEnd('.')}", inner: failure);
        }

        return ModelProto.Parser.ParseFrom(file.ReadAll());
    }
}
