using Microsoft.Extensions.Logging;

namespace ParDef.Runtime.Scrubbing;

/// <summary>What a scrubber says. Never content of a page.</summary>
internal static partial class ScrubLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Model}: page {Page}: {Finding}, window of doubt {Window}")]
    public static partial void Found(ILogger logger, string model, int page, ScrubFinding finding, TimeSpan window);

    [LoggerMessage(2, LogLevel.Error, "{Model}: page {Page} is wrong and the coded copy cannot restore it; open the model anew from a good file")]
    public static partial void Unrepairable(ILogger logger, string model, int page);

    [LoggerMessage(3, LogLevel.Error, "{Model}: quarantined: not ready until a full pass finds no fault")]
    public static partial void Quarantined(ILogger logger, string model);

    [LoggerMessage(4, LogLevel.Information, "{Model}: a full pass found no fault: ready again")]
    public static partial void Released(ILogger logger, string model);

    [LoggerMessage(5, LogLevel.Error, "{Model}: the scrubber is {State}")]
    public static partial void Changed(ILogger logger, string model, ScrubberState state);

    [LoggerMessage(6, LogLevel.Error, "{Model}: the scrubber failed and is started again")]
    public static partial void Failed(ILogger logger, string model, Exception failure);

    [LoggerMessage(7, LogLevel.Error, "{Model}: a handler of the scrubber's events failed")]
    public static partial void HandlerFailed(ILogger logger, string model, Exception failure);

    [LoggerMessage(8, LogLevel.Warning, "keys and checksum tables could not all be locked in memory: raise the limit (ulimit -l, LimitMEMLOCK=) or switch swap off")]
    public static partial void NotLocked(ILogger logger);
}
