using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Storage;
using ParDef.Cli.Arguments;
using ParDef.Cli.Inference;
using ParDef.Cli.Output;
using ParDef.Evaluation.Demonstration;
using ParDef.Runtime;
using ParDef.Runtime.Sessions;

namespace ParDef.Cli.Commands;

/// <summary><c>run</c>: classifies inputs with a protected model, which is never written in the clear.</summary>
internal sealed class RunCommand
{
    private readonly Argument<string> _file = StandardOptions.Artifact();

    private readonly Argument<string[]> _inputs = new("INPUT")
    {
        Description = ".npy (a prepared tensor), .png or .jpg (resized to the model), or embedded[:INDEX], a Fashion-MNIST image",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _live = new("--live")
    {
        Description = "show, tensor by tensor, that the weights are read from memory that is watched; then an input is not needed",
    };

    private readonly Option<string?> _key = KeyOption.Create();

    private readonly Option<int> _top = new("--top")
    {
        Description = "classes to show",
        HelpName = "N",
        CustomParser = Numbers.Count,
        DefaultValueFactory = _ => 5,
    };

    private readonly Option<float[]?> _mean = new("--mean")
    {
        Description = "mean of each channel of an image, in samples of 0 to 1; default: 0",
        HelpName = "a,b,c",
        CustomParser = Numbers.List,
    };

    private readonly Option<float[]?> _deviation = new("--std")
    {
        Description = "standard deviation of each channel; default: 1",
        HelpName = "a,b,c",
        CustomParser = Numbers.List,
    };

    private readonly Option<string?> _labels = new("--labels") { Description = "names of the classes, one a line", HelpName = "FILE" };
    private readonly Option<bool> _strict = StandardOptions.Strict();
    private readonly IdentityOptions _identity = new();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new RunCommand();
        var verb = new Command("run", "Classify inputs straight from the artifact: the most probable classes of each");
        verb.Arguments.Add(command._file);
        verb.Arguments.Add(command._inputs);
        foreach (Option option in (Option[])
            [command._key, command._top, command._mean, command._deviation, command._labels, command._strict, command._live])
        {
            verb.Options.Add(option);
        }

        command._identity.AddTo(verb);
        verb.SetWork(command.Run);
        return verb;
    }

    private int Run(Invocation run)
    {
        string file = run.Line.GetRequiredValue(_file);
        bool showsLive = run.Line.GetValue(_live);
        if (!showsLive && run.Line.GetRequiredValue(_inputs).Length == 0)
        {
            throw new ParDefException(ErrorCode.Usage, "there is no input to classify", "pardef run --help");
        }

        var policy = _identity.Policy(run.Line);
        var labels = ReadLabels(run);
        using var key = run.OpenKey(_key);
        run.Subject = file;
        var damagePolicy = run.Line.GetValue(_strict) ? OpenPolicy.Strict : OpenPolicy.Repairing;
        using var model = run.Output.Progress.During(
            "opening", () => ProtectedModel.Open(file, key, damagePolicy, policy, run.Cancellation));
        run.SayRepairedInMemory(file, model.Damage);
        if (model.IsFirstUse)
        {
            run.SayFirstUse(file, policy, model.Identity);
        }

        using var session = run.Output.Progress.During(
            "loading", () => model.CreateSession(new SessionSettings { RequireLive = !showsLive }));
        var classified = Classify(run, session);
        Report(run, file, model, classified, labels, showsLive ? session : null);
        return 0;
    }

    private List<(string Input, Prediction Prediction)> Classify(Invocation run, ProtectedSession session)
    {
        var classified = new List<(string Input, Prediction Prediction)>();
        if (run.Line.GetRequiredValue(_inputs).Length == 0)
        {
            return classified;
        }

        var classifier = new Classifier(session);
        var reader = new InputReader(classifier.Input, Given(run, _mean), Given(run, _deviation));
        foreach (string input in run.Line.GetRequiredValue(_inputs))
        {
            run.Cancellation.ThrowIfCancellationRequested();
            run.Subject = input;
            var tensor = reader.Read(input);
            long[] shape = classifier.Input.Fit(tensor.Shape);
            var predictions = run.Output.Progress.During("running", () => classifier.Classify(tensor.Values, shape, run.Line.GetValue(_top)));
            classified.AddRange(predictions.Select(prediction => (input, prediction)));
        }

        return classified;
    }

    // The parser gives an empty list for an option that is not there.
    private static float[]? Given(Invocation run, Option<float[]?> option) =>
        run.Line.GetResult(option) is null ? null : run.Line.GetValue(option);

    private IReadOnlyList<string>? ReadLabels(Invocation run)
    {
        if (run.Line.GetValue(_labels) is not { } path)
        {
            // Images that come with the command bring the names of their classes.
            return run.Line.GetRequiredValue(_inputs).All(InputReader.IsEmbedded) ? EmbeddedAssets.ClassNames : null;
        }

        run.Subject = path;
        return Encoding.UTF8.GetString(InputFile.Read(path)).TrimEnd().Split('\n');
    }

    private static void Report(
        Invocation run,
        string file,
        ProtectedModel model,
        List<(string Input, Prediction Prediction)> classified,
        IReadOnlyList<string>? labels,
        ProtectedSession? live)
    {
        string Label(int index) => labels is not null && index < labels.Count ? labels[index].Trim() : $"class {index}";
        var document = new JsonObject
        {
            ["file"] = file,
            ["id"] = model.Identity.Id,
            ["revision"] = model.Identity.Revision,
            ["damaged"] = !model.Damage.IsClean,
            ["predictions"] = new JsonArray([.. classified.Select(entry => (JsonNode)new JsonObject
            {
                ["input"] = entry.Input,
                ["item"] = entry.Prediction.Item,
                ["top"] = new JsonArray([.. entry.Prediction.Top.Select(candidate => (JsonNode)new JsonObject
                {
                    ["class"] = candidate.Class,
                    ["label"] = Label(candidate.Class),
                    ["probability"] = Json.Number(candidate.Probability),
                })]),
            })]),
        };
        if (live is not null)
        {
            document["live"] = LiveWords.Document(live);
        }

        run.Output.Result(
            document,
            text =>
            {
                foreach (var (input, prediction) in classified)
                {
                    text.Line(prediction.Item == 0 ? input : $"{input}, item {prediction.Item}");
                    text.Table(prediction.Top.Select(candidate => ("", $"{100 * candidate.Probability:F2} %", Label(candidate.Class))));
                }

                if (live is not null)
                {
                    LiveWords.Write(text, live);
                }
            });
    }
}
