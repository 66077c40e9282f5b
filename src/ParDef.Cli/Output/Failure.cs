using System.Text.Json.Nodes;
using ParDef.Artifacts.Errors;
using ParDef.Data;

namespace ParDef.Cli.Output;

/// <summary>Why a command did not do what it was asked: what is printed, and the exit code.</summary>
/// <param name="Code">Kind; its text and exit code are in <see cref="ErrorTable"/>.</param>
/// <param name="Message">One sentence in lower case, the file first.</param>
/// <param name="Hint">What to run or to do, or null.</param>
internal sealed record Failure(ErrorCode Code, string Message, string? Hint)
{
    /// <summary>The failure that an exception means.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="subject">The file that was worked on, or null; it stands first in the message.</param>
    /// <param name="key">The key as the user gave it, for commands in hints; null if it came from the environment.</param>
    public static Failure Of(Exception exception, string? subject, string? key) => exception switch
    {
        ParDefException refusal => new Failure(
            refusal.Code,
            About(subject, refusal.Message),
            refusal.Code == ErrorCode.Repairable && subject is not null ? Command("repair", subject, key) : refusal.Hint),
        OperationCanceledException => new Failure(ErrorCode.Interrupted, "interrupted, nothing was left behind", null),
        AggregateException { InnerException: { } first } => Of(first, subject, key),
        DataFormatException => new Failure(ErrorCode.MalformedInput, About(subject, OneLine(exception.Message)), null),
        FileNotFoundException or DirectoryNotFoundException => new Failure(ErrorCode.FileAccess, About(subject, "does not exist"), null),
        UnauthorizedAccessException when Directory.Exists(subject) => new Failure(ErrorCode.FileAccess, About(subject, "is a folder"), null),
        UnauthorizedAccessException => new Failure(ErrorCode.FileAccess, About(subject, "permission denied"), null),
        PlatformNotSupportedException => new Failure(ErrorCode.Unsupported, OneLine(exception.Message), null),
        OutOfMemoryException => new Failure(
            ErrorCode.Unsupported,
            About(subject, $"needs more memory than the {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes:N0} bytes that this process may have"),
            "protect takes about three times the size of the model, other commands less"),
        IOException => new Failure(ErrorCode.FileAccess, About(subject, Sentence(exception.Message)), null),
        _ => new Failure(
            ErrorCode.Internal,
            About(subject, $"{exception.GetType().Name}: {Sentence(exception.Message)}"),
            "this is a defect, please report it with the output of the same command under --debug"),
    };

    /// <summary>The object under <c>"error"</c>.</summary>
    public JsonObject ToJson() => new() { ["code"] = Code.Text(), ["message"] = Message, ["hint"] = Hint };

    /// <summary>A sentence of another library in our form: lower case at its start, one line, no full stop.</summary>
    public static string Sentence(string text)
    {
        string line = OneLine(text);
        bool isWord = line.Length > 1 && char.IsUpper(line[0]) && char.IsLower(line[1]);
        return isWord ? char.ToLowerInvariant(line[0]) + line[1..] : line;
    }

    /// <summary>A command on the user's own files.</summary>
    public static string Command(string verb, string file, string? key) =>
        $"pardef {verb} {ShellWord.Of(file)}{(key is null ? "" : $" --key {ShellWord.Of(key)}")}";

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');

    private static string About(string? subject, string message)
    {
        if (string.IsNullOrEmpty(subject))
        {
            return message;
        }

        // Libraries start with the path or the name of the file, as far as they know it.
        string? said = Array.Find([subject, Path.GetFileName(subject)], name => message.StartsWith(name + " ", StringComparison.Ordinal));
        return $"{subject}: {(said is null ? message : message[(said.Length + 1)..])}";
    }
}
