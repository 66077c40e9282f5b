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
    /// <summary>Names stages of long work.</summary>
    public Progress Progress { get; } = new(isShown: !isJson && Progress.IsVisible);

    /// <summary>The result, in the form that was asked for.</summary>
    public void Result(JsonObject document, Action<Human> text)
    {
        if (isJson)
        {
            Json.Write(result, document);
        }
        else
        {
            text(new Human(result));
        }
    }

    /// <summary>Something that the user should know, although the command did what it was asked.</summary>
    public void Warning(string message) => Say("warning", message);

    /// <summary>What to run or to do next.</summary>
    public void Hint(string message) => Say("hint", message);

    /// <summary>A failure. Gives the exit code.</summary>
    /// <param name="failure">What is said.</param>
    /// <param name="cause">What <c>--debug</c> shows.</param>
    /// <param name="document">What programs get; by default the failure alone.</param>
    public int Fail(Failure failure, Exception? cause = null, JsonObject? document = null)
    {
        if (isJson)
        {
            Json.Write(result, document ?? new JsonObject { ["error"] = failure.ToJson() });
        }
        else
        {
            Say("error", failure.Message);
            if (failure.Hint is not null)
            {
                Hint(failure.Hint);
            }
        }

        if (isDebug && cause is not null)
        {
            messages.WriteLine(cause);
        }

        return failure.Code.ExitCode();
    }

    private void Say(string kind, string message) => messages.WriteLine($"pardef: {kind}: {Printable.Of(message)}");
}
