using System.CommandLine;
using System.Text.Json.Nodes;
using ParDef.Artifacts.Errors;
using ParDef.Evaluation.Demonstration;

namespace ParDef.Cli.Commands;

/// <summary><c>demo</c>: the whole story on embedded data.</summary>
internal static class DemoCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var verb = new Command("demo", "Protect, damage, heal and run an embedded classifier, and refuse a forger; needs no file");
        verb.SetWork(Tell);
        return verb;
    }

    private static int Tell(Invocation run)
    {
        using var story = new Story();
        using var steps = story.Tell(run.Cancellation).GetEnumerator();
        int told = 0, held = 0;
        while (run.Output.Progress.During("the next step", steps.MoveNext))
        {
            var step = steps.Current;
            told++;
            held += step.Held ? 1 : 0;
            Report(run, told, step);
        }

        run.Output.Result(
            new JsonObject { ["type"] = "summary", ["steps"] = told, ["held"] = held, ["seed"] = Story.Seed },
            text => text.Line($"{held} of {told} steps held; seed of all damage: {Story.Seed}"));
        return held == told ? 0 : throw new ParDefException(ErrorCode.Internal, $"{told - held} steps of the demonstration did not hold");
    }

    private static void Report(Invocation run, int number, DemonstrationStep step) => run.Output.Result(
        new JsonObject
        {
            ["type"] = "status",
            ["step"] = number,
            ["title"] = step.Title,
            ["facts"] = new JsonObject(step.Facts.Select(fact => KeyValuePair.Create(fact.Key, (JsonNode?)fact.Value))),
            ["meaning"] = step.Meaning,
            ["held"] = step.Held,
        },
        text =>
        {
            text.Line($"{number}. {step.Title}");
            text.Facts(step.Facts);
            text.Line($"   {(step.Held ? "" : "NOT SO: ")}{step.Meaning}");
            text.Line("");
        });
}
