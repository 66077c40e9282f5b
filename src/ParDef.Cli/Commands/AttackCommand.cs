using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ParDef.Artifacts.Errors;
using ParDef.Attacks.FlipLists;
using ParDef.Attacks.Gradients;
using ParDef.Attacks.Integers;
using ParDef.Attacks.Searches;
using ParDef.Cli.Arguments;
using ParDef.Cli.Inference;
using ParDef.Cli.Output;
using ParDef.Data.Preparation;
using ParDef.Evaluation.Attacks;
using ParDef.Evaluation.Demonstration;

namespace ParDef.Cli.Commands;

/// <summary><c>attack</c>: flips bits of a model's weights as published attacks do, on a copy in memory, and measures what becomes of it.</summary>
internal sealed class AttackCommand
{
    private readonly Argument<string> _model = new("MODEL") { Description = "an .onnx classifier of images, or embedded" };

    private readonly Option<string> _attack = new("--attack")
    {
        Description = string.Join(", ", AttackCatalog.All.Select(attack => attack.Name)),
        HelpName = "NAME",
        DefaultValueFactory = _ => "bfa",
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "labelled images: .dct.gz, or IDX images with their labels beside them; default for embedded: its own",
        HelpName = "FILE",
    };

    private readonly Option<float[]?> _mean = new("--mean") { Description = "mean of each channel, in samples of 0 to 1", HelpName = "a,b,c", CustomParser = Numbers.List };
    private readonly Option<float[]?> _deviation = new("--std") { Description = "standard deviation of each channel", HelpName = "a,b,c", CustomParser = Numbers.List };

    private readonly Option<string> _form = new("--representation")
    {
        Description = "how the weights are stored: s8-tensor, s8-channel, u8-tensor, u8-channel",
        HelpName = "FORM",
        DefaultValueFactory = _ => "s8-tensor",
    };

    private readonly Option<string[]> _set = new("--set") { Description = "an option of the attack, several times: see docs/attacks.md", HelpName = "NAME=VALUE" };

    private readonly Option<ulong> _seed = new("--seed")
    {
        Description = "decides which images the attacker gets and every choice of the attack",
        HelpName = "N",
        CustomParser = Numbers.Unsigned,
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _images = new("--attack-images")
    {
        Description = "images for the attacker; the others are evaluated on",
        HelpName = "N",
        CustomParser = Numbers.Count,
        DefaultValueFactory = _ => 500,
    };

    private readonly Option<int> _flips = new("--flips") { Description = "bits to flip at the most", HelpName = "N", CustomParser = Numbers.Count, DefaultValueFactory = _ => 100 };
    private readonly Option<string?> _output = StandardOptions.Output("the flips as JSON lines, to be replayed");
    private readonly Option<bool> _force = StandardOptions.Force();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new AttackCommand();
        var verb = new Command("attack", "Attack the stored weights of an undefended model, in memory, and measure every step");
        verb.Arguments.Add(command._model);
        foreach (Option option in (Option[])
            [command._attack, command._data, command._mean, command._deviation, command._form, command._set, command._seed, command._images, command._flips, command._output, command._force])
        {
            verb.Options.Add(option);
        }

        verb.SetWork(command.Run);
        return verb;
    }

    private int Run(Invocation run)
    {
        string name = run.Line.GetRequiredValue(_model);
        bool isEmbedded = name == "embedded";
        byte[] model = isEmbedded ? EmbeddedAssets.Model : run.Read(name);
        var (attack, form, options) = Choose(run);
        var trial = Prepare(run, isEmbedded, model, attack, form);
        ulong seed = run.Line.GetValue(_seed);
        var changes = new List<BitChange>();
        AttackRecord? first = null, last = null;
        bool isInterrupted = false;
        try
        {
            using var records = trial.Run(options, seed, run.Cancellation).GetEnumerator();
            while (run.Output.Progress.During(Stage(last), records.MoveNext))
            {
                last = records.Current;
                first ??= last;
                changes.AddRange(last.Changes);
                Report(run, last);
            }
        }
        catch (OperationCanceledException)
        {
            // What was found until now is a result too.
            isInterrupted = true;
        }
        catch (Exception failure) when (failure is UnsupportedModelException or ArgumentException)
        {
            throw new ParDefException(failure is ArgumentException ? ErrorCode.Usage : ErrorCode.Unsupported, failure.Message);
        }

        if (run.Line.GetValue(_output) is { } output)
        {
            var list = new FlipList(Convert.ToHexStringLower(SHA256.HashData(model)), form, attack.Name, seed, changes);
            run.Write(output, Encoding.UTF8.GetBytes(list.Write()), run.Line.GetValue(_force), evenInterrupted: true);
        }

        Summarize(run, attack, first, last, isInterrupted);
        return isInterrupted ? ErrorCode.Interrupted.ExitCode() : 0;
    }

    private (IAttack Attack, string Form, Dictionary<string, double> Options) Choose(Invocation run)
    {
        try
        {
            var attack = AttackCatalog.Find(run.Line.GetRequiredValue(_attack));
            string form = run.Line.GetRequiredValue(_form);
            if (!IntegerForm.ByName.ContainsKey(form))
            {
                throw new ArgumentException($"there is no representation {form}; there are {string.Join(", ", IntegerForm.ByName.Keys)}");
            }

            var options = new Dictionary<string, double>();
            foreach (string pair in run.Line.GetValue(_set) ?? [])
            {
                options[pair.Split('=')[0]] = double.TryParse(pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                    ? value
                    : throw new ArgumentException($"'{pair}' is not NAME=VALUE with a number");
            }

            _ = new AttackSetting(attack, options);
            return (attack, form, options);
        }
        catch (ArgumentException failure)
        {
            throw new ParDefException(ErrorCode.Usage, failure.Message);
        }
    }

    private AttackTrial Prepare(Invocation run, bool isEmbedded, byte[] model, IAttack attack, string form)
    {
        string? data = run.Line.GetValue(_data);
        if (data is null && !isEmbedded)
        {
            throw new ParDefException(ErrorCode.Usage, "a model that is not embedded needs --data");
        }

        run.Subject = data;
        var images = data is null ? EmbeddedAssets.Images : LabelledImages.Read(data);
        int given = run.Line.GetValue(_images);
        if (images.Labels.IsEmpty || images.Count <= given)
        {
            throw new ParDefException(ErrorCode.MalformedInput, $"an attack needs more than {given} images with labels");
        }

        run.Subject = null;
        var plain = isEmbedded && data is null ? EmbeddedAssets.Normalization : Normalization.ToUnitRange(images.Channels);
        var normalization = new Normalization(Given(run, _mean) ?? plain.Mean, Given(run, _deviation) ?? plain.StandardDeviation);
        var split = Split.Draw(images, given, run.Line.GetValue(_seed));
        double chance = 100.0 / (1 + images.Labels.Span.ToArray().Max());
        var limits = new AttackLimits(run.Line.GetValue(_flips), 1.1 * chance, 99, ImagesBetweenSteps: 1000);
        return new AttackTrial(attack, model, IntegerForm.ByName[form], normalization, split.Calibration, split.Test, limits);
    }

    // The parser gives an empty list for an option that is not there.
    private static float[]? Given(Invocation run, Option<float[]?> option) => run.Line.GetResult(option) is null ? null : run.Line.GetValue(option);

    private static string Stage(AttackRecord? last) => last is null
        ? "preparing"
        : string.Create(CultureInfo.InvariantCulture, $"{last.Flips} flips, top-1 {last.Accuracy:0.0} %{Success(last)}");

    private static string Success(AttackRecord record) =>
        record.Success is { } success ? string.Create(CultureInfo.InvariantCulture, $", success {success:0.0} %") : "";

    private static void Report(Invocation run, AttackRecord record) => run.Output.Result(
        new JsonObject
        {
            ["type"] = "status",
            ["step"] = record.Step,
            ["flips"] = record.Flips,
            ["weights"] = record.Weights,
            ["pages"] = record.Pages,
            ["changes"] = new JsonArray([.. record.Changes.Select(change => (JsonNode)new JsonObject
            {
                ["tensor"] = change.Tensor,
                ["index"] = change.Element,
                ["bit"] = change.Bit,
            })]),
            ["lossBefore"] = Json.Number(record.LossBefore),
            ["lossAfter"] = Json.Number(record.LossAfter),
            ["accuracy"] = Json.Number(record.Accuracy),
            ["success"] = Json.Number(record.Success),
            ["successWithTarget"] = Json.Number(record.SuccessWithTarget),
            ["images"] = record.Images,
            ["seconds"] = Json.Number(record.Seconds),
        },
        text => text.Line(string.Create(CultureInfo.InvariantCulture,
            $"step {record.Step}: {record.Flips} flips in {record.Weights} weights, top-1 {record.Accuracy:0.00} %{Success(record)}")));

    private static void Summarize(Invocation run, IAttack attack, AttackRecord? first, AttackRecord? last, bool isInterrupted) => run.Output.Result(
        new JsonObject
        {
            ["type"] = "summary",
            ["attack"] = attack.Name,
            ["interrupted"] = isInterrupted,
            ["accuracyBefore"] = Json.Number(first?.Accuracy),
            ["successBefore"] = Json.Number(first?.Success),
            ["accuracy"] = Json.Number(last?.Accuracy),
            ["success"] = Json.Number(last?.Success),
            ["flips"] = last?.Flips,
        },
        text => text.Line(string.Create(CultureInfo.InvariantCulture,
            $"{attack.Name}{(isInterrupted ? ", interrupted" : "")}: {last?.Flips ?? 0} flips took top-1 from {first?.Accuracy:0.00} to {last?.Accuracy:0.00} %")));
}
