using System.CommandLine;
using System.Text.Json.Nodes;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Cli.Arguments;
using ParDef.Cli.Output;

namespace ParDef.Cli.Commands;

/// <summary><c>restore</c>: the plain model.</summary>
internal sealed class RestoreCommand
{
    private readonly Argument<string> _file = StandardOptions.Artifact();
    private readonly Option<string?> _output = StandardOptions.Output("the plain ONNX model, readable for its owner only");
    private readonly Option<string?> _key = KeyOption.Create();
    private readonly Option<bool> _force = StandardOptions.Force();
    private readonly Option<bool> _strict = StandardOptions.Strict();

    private readonly Option<bool> _reparameterized = new("--reparameterized")
    {
        Description = "leave the weights in the artifact's own order: another model of the same function",
    };

    private readonly IdentityOptions _identity = new();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new RestoreCommand();
        command._output.Required = true;
        var verb = new Command("restore", "Write the plain ONNX model: 8-bit weights dequantized, lossless ones bit for bit");
        verb.Arguments.Add(command._file);
        verb.Options.Add(command._output);
        verb.Options.Add(command._key);
        verb.Options.Add(command._force);
        verb.Options.Add(command._strict);
        verb.Options.Add(command._reparameterized);
        command._identity.AddTo(verb);
        verb.SetWork(command.Restore);
        return verb;
    }

    private int Restore(Invocation run)
    {
        string file = run.Line.GetRequiredValue(_file);
        string output = run.Line.GetValue(_output)!;
        var policy = _identity.Policy(run.Line);
        run.RefuseSameFile(file, output);
        using var key = run.OpenKey(_key);
        byte[] content = run.Read(file);
        var damagePolicy = run.Line.GetValue(_strict) ? OpenPolicy.Strict : OpenPolicy.Repairing;
        var artifact = run.Output.Progress.During("opening", () => OpenedArtifact.Open(content, key, damagePolicy, run.Cancellation));
        bool isFirstUse = policy.Check(artifact.Identity);
        var form = run.Line.GetValue(_reparameterized) ? ModelForm.Reparameterized : ModelForm.Original;
        var files = run.Output.Progress.During("restoring", () => artifact.RestoreFiles(form, run.Cancellation));
        var external = ExternalOutputs(run, file, output, files);

        // Before it is written: another process may have accepted a newer revision meanwhile.
        policy.Accept(artifact.Identity);
        if (isFirstUse)
        {
            run.SayFirstUse(file, policy, artifact.Identity);
        }

        // The model last: where it is, all that it names is there.
        bool force = run.Line.GetValue(_force);
        foreach (var (path, bytes) in external)
        {
            run.Write(path, bytes.Span, force, ownerOnly: true);
        }

        run.Write(output, files.Model.Span, force, ownerOnly: true);
        run.SayRepairedInMemory(file, artifact.Damage);
        run.Output.Result(
            new JsonObject
            {
                ["file"] = file,
                ["output"] = output,
                ["model_bytes"] = files.Model.Length,
                ["external_files"] = Json.Texts([.. external.Select(entry => entry.Path)]),
                ["damaged"] = !artifact.Damage.IsClean,
                ["id"] = artifact.Identity.Id,
                ["revision"] = artifact.Identity.Revision,
                ["content_digest"] = artifact.Identity.ContentDigest,
            },
            text =>
            {
                text.Line($"{output}: {files.Model.Length:N0} bytes, \"{artifact.Identity.Id}\", revision {artifact.Identity.Revision}");
                foreach (var (path, bytes) in external)
                {
                    text.Line($"{path}: {bytes.Length:N0} bytes of external data");
                }
            });
        return 0;
    }

    /// <summary>Where the external files go, beside the model; refused before anything is written.</summary>
    private List<(string Path, ReadOnlyMemory<byte> Content)> ExternalOutputs(Invocation run, string artifact, string output, RestoredFiles files)
    {
        var folder = ModelFolder.Of(output);
        var outputs = files.External.Select(file => (Path: folder.PathOf(file.Name), file.Content)).ToList();
        if (outputs.Count > 0 && Path.Exists(output) && !run.Line.GetValue(_force))
        {
            throw Exists(output);
        }

        foreach (var (path, _) in outputs)
        {
            run.RefuseSameFile(artifact, path);
            run.RefuseSameFile(output, path);
            if (Path.Exists(path) && !run.Line.GetValue(_force))
            {
                throw Exists(path);
            }
        }

        foreach (var (path, _) in outputs)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }

        return outputs;
    }

    private static ParDefException Exists(string path) =>
        new(ErrorCode.OutputExists, $"{path} exists already", "give another -o, or --force to replace it");
}
