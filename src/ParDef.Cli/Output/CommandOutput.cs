using System.Text.Json.Nodes;
using ParDef.Artifacts.Errors;

namespace ParDef.Cli.Output;

/// <summary>Where a verb's words go: the result to standard output, everything else to standard error.</summary>
/// <param name="result">Standard output.</param>
/// <param name="messages">Standard error.</param>
/// <param name="isJson">True for programs: documents instead of text, and no progress.</param>
/// <param name="isDebug">True shows stack traces.</param>
internal sealed class CommandOutput(TextWriter result, TextWriter messages, bool isJson, bool isDebug)
{
    private readonly JsonArray _warnings = [];

    /// <summary>Names stages of long work.</summary>
    public Progress Progress { get; } = new(isShown: !isJson && Progress.IsVisible);

    /// <summary>The result, in the form that was asked for.</summary>
    /// <param name="document">For programs; it carries the warnings given before it.</param>
    /// <param name="text">For people.</param>
    /// <param name="hint">What to run or to do next, or null.</param>
    public void Result(JsonObject document, Action<Human> text, string? hint = null)
    {
        if (isJson)
        {
            if (hint is not null)
            {
                document["hint"] = hint;
            }

            Write(document);
            return;
        }

        text(new Human(result));
        Hint(hint);
    }

    /// <summary>Something that the user should know, although the command does what it was asked. Said before the result.</summary>
    /// <param name="message">One sentence, the file first.</param>
    /// <param name="hint">What to run or to do about it, or null.</param>
    public void Warning(string message, string? hint = null)
    {
        if (isJson)
        {
            _warnings.Add((JsonNode)new JsonObject { ["message"] = message, ["hint"] = hint });
            return;
        }

        Say("warning", message);
        Hint(hint);
    }

    /// <summary>A failure. Gives the exit code.</summary>
    /// <param name="failure">What is said.</param>
    /// <param name="cause">What <c>--debug</c> shows.</param>
    /// <param name="document">What programs get; by default the failure alone.</param>
    public int Fail(Failure failure, Exception? cause = null, JsonObject? document = null)
    {
        if (isJson)
        {
            Write(document ?? new JsonObject { ["error"] = failure.ToJson() });
        }
        else
        {
            Say("error", failure.Message);
            Hint(failure.Hint);
        }

        if (isDebug && cause is not null)
        {
            messages.WriteLine(cause);
        }

        return failure.Code.ExitCode();
    }

    private void Write(JsonObject document)
    {
        if (_warnings.Count > 0)
        {
            document["warnings"] = _warnings.DeepClone();
            _warnings.Clear();
        }

        Json.Write(result, document);
    }

    private void Hint(string? message)
    {
        if (message is not null)
        {
            Say("hint", message);
        }
    }

    private void Say(string kind, string message) => messages.WriteLine($"pardef: {kind}: {Printable.Of(message)}");
}
