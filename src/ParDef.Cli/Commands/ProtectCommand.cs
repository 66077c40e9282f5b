using System.CommandLine;
using System.Text.Json.Nodes;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Protecting;
using ParDef.Cli.Arguments;
using ParDef.Cli.Output;
using ParDef.ErrorCorrection.Construction;
using ParDef.Quantization;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Cli.Commands;

/// <summary><c>protect</c>: an artifact from a model.</summary>
internal sealed class ProtectCommand
{
    private readonly Argument<string> _model = new("MODEL.onnx") { Description = "the model to protect" };
    private readonly Option<string?> _output = StandardOptions.Output("the artifact; default: the model's name with .pardef, beside it");
    private readonly Option<string?> _key = KeyOption.Create();

    private readonly Option<string?> _id = new("--id")
    {
        Description = "identity, which readers can demand; default: the model's file name without extension",
        HelpName = "NAME",
    };

    private readonly Option<ulong> _revision = new("--revision")
    {
        Description = "revision, from 1 on; raise it for every new version of one id",
        HelpName = "N",
        CustomParser = Numbers.Unsigned,
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string> _granularity =
        new Option<string>("--granularity") { Description = "one scale a channel or a tensor", DefaultValueFactory = _ => "channel" }
            .AcceptOnlyFromAmong("channel", "tensor");

    private readonly Option<string> _redundancy =
        new Option<string>("--redundancy") { Description = "parity: about 10, 19, 51 or 102 % of the payload", DefaultValueFactory = _ => "default" }
            .AcceptOnlyFromAmong("low", "default", "high", "max");

    private readonly Option<string> _compression =
        new Option<string>("--compression") { Description = "compress where it helps, or never", DefaultValueFactory = _ => "auto" }
            .AcceptOnlyFromAmong("auto", "none");

    private readonly Option<bool> _lossless = new("--lossless") { Description = "keep every weight bit for bit instead of in 8 bits" };

    private readonly Option<bool> _noReparameterize = new("--no-reparameterize")
    {
        Description = "store the weights in their own order instead of one that is drawn anew for every artifact",
    };

    private readonly Option<string> _scales =
        new Option<string>("--scales") { Description = "also scale channels: not, by 0.75 to 1.25, or by 1/2, 1 or 2", DefaultValueFactory = _ => "none" }
            .AcceptOnlyFromAmong("none", "paper", "pow2");

    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "say how much of the model is reparameterized, and what holds the rest" };
    private readonly Option<bool> _force = StandardOptions.Force();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new ProtectCommand();
        var verb = new Command("protect", "Make an encrypted, authenticated, self-healing artifact from an ONNX model");
        verb.Arguments.Add(command._model);
        foreach (Option option in (Option[])
            [
                command._output, command._key, command._id, command._revision, command._granularity, command._redundancy, command._compression, command._lossless,
                command._noReparameterize, command._scales, command._force, command._verbose,
            ])
        {
            verb.Options.Add(option);
        }

        verb.SetWork(command.Protect);
        return verb;
    }

    private int Protect(Invocation run)
    {
        string model = run.Line.GetRequiredValue(_model);
        string output = run.Line.GetValue(_output) ?? DefaultOutput(model);
        run.RefuseSameFile(model, output);
        var scales = Scales(run);
        using var key = run.OpenKey(_key);
        byte[] source = run.Read(model);
        var options = new ProtectOptions
        {
            Id = run.Line.GetValue(_id) ?? Path.GetFileNameWithoutExtension(model),
            Revision = run.Line.GetValue(_revision),
            Granularity = run.Line.GetValue(_granularity) == "tensor" ? Granularity.Tensor : Granularity.Channel,
            Redundancy = Enum.Parse<Redundancy>(run.Line.GetRequiredValue(_redundancy), ignoreCase: true),
            Compression = run.Line.GetValue(_compression) == "none" ? BlockCompression.None : BlockCompression.Auto,
            Lossless = run.Line.GetValue(_lossless),
            Reparameterize = !run.Line.GetValue(_noReparameterize),
            Scales = scales,
        };
        var file = run.Output.Progress.During("protecting", () => Protector.Protect(source, ModelFolder.Of(model), key, options, run.Cancellation));

        // Reading back what will be written costs little and is the first proof that it opens.
        var inspection = run.Output.Progress.During("checking", () => Inspection.Of(file.Content, key, run.Cancellation));
        run.Write(output, file.Content, run.Line.GetValue(_force));
        var symmetry = run.Line.GetValue(_verbose)
            ? OpenedArtifact.Open(file.Content, key, OpenPolicy.Strict, run.Cancellation).ReportSymmetry(run.Cancellation)
            : null;
        Report(run, model, output, file, inspection, symmetry);
        return 0;
    }

    private ScaleLaw Scales(Invocation run)
    {
        var law = run.Line.GetValue(_scales) switch { "paper" => ScaleLaw.Uniform, "pow2" => ScaleLaw.PowersOfTwo, _ => ScaleLaw.None };
        var other = run.Line.GetValue(_lossless) ? _lossless : run.Line.GetValue(_noReparameterize) ? _noReparameterize : null;
        return law == ScaleLaw.None || other is null
            ? law
            : throw new ParDefException(ErrorCode.Usage, $"--scales {run.Line.GetValue(_scales)} does not go with {other.Name}", "leave one of them out");
    }

    /// <summary>Beside the model, and never the model itself.</summary>
    private static string DefaultOutput(string model)
    {
        string output = Path.ChangeExtension(model, ".pardef");
        return output == model ? model + ".pardef" : output;
    }

    private static void Report(Invocation run, string model, string output, ProtectedFile file, Inspection inspection, SymmetryReport? symmetry)
    {
        if (file.NotFinite.Count > 0)
        {
            string names = string.Join(", ", file.NotFinite);
            run.Output.Warning($"{model}: kept bit for bit, because they hold a NaN or an infinity: {names}");
        }

        if (inspection.Tensors == 0)
        {
            run.Output.Warning($"{model}: holds no weights; its graph is protected all the same");
        }

        var document = new JsonObject
        {
            ["file"] = output,
            ["source_bytes"] = inspection.SourceBytes,
            ["artifact_bytes"] = inspection.ArtifactBytes,
            ["reduction_percent"] = Json.Number(inspection.ReductionPercent),
            ["id"] = inspection.Identity.Id,
            ["revision"] = inspection.Identity.Revision,
            ["content_digest"] = inspection.Identity.ContentDigest,
            ["tensors"] = inspection.Tensors,
            ["quantized_tensors"] = inspection.QuantizedTensors,
            ["not_finite"] = Json.Texts(file.NotFinite),
            ["scales"] = SymmetryWords.Law(inspection.Scales),
        };
        if (symmetry is not null)
        {
            document["reparameterization"] = SymmetryWords.Document(symmetry);
        }

        run.Output.Result(
            document,
            text =>
            {
                text.Line($"{output}: \"{inspection.Identity.Id}\", revision {inspection.Identity.Revision}");
                text.Table(
                    ("source", $"{inspection.SourceBytes:N0}", $"bytes, {model}"),
                    ("artifact", $"{inspection.ArtifactBytes:N0}", $"bytes, {SizeWords.Reduction(inspection)}"),
                    ("quantized", $"{inspection.QuantizedTensors:N0}", $"of {inspection.Tensors:N0} tensors"));
                if (symmetry is not null)
                {
                    SymmetryWords.Describe(text, symmetry);
                }
            });
    }
}
