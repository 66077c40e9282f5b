using Microsoft.ML.OnnxRuntime;

namespace ParDef.Attacks.Gradients;

/// <summary>How engines are set up for attacks: one thread, so that a result is a function of the seed alone.</summary>
internal static class Sessions
{
    public static SessionOptions Options(GraphOptimizationLevel level) => new()
    {
        GraphOptimizationLevel = level,
        IntraOpNumThreads = 1,
        InterOpNumThreads = 1,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
    };
}
