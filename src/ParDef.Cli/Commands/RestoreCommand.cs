using System.CommandLine;
using System.Text.Json.Nodes;
using ParDef.Artifacts.Opening;
using ParDef.Cli.Arguments;

namespace ParDef.Cli.Commands;

/// <summary><c>restore</c>: the plain model.</summary>
internal sealed class RestoreCommand
{
    private readonly Argument<string> _file = StandardOptions.Artifact();
    private readonly Option<string?> _output = StandardOptions.Output("the plain ONNX model, readable for its owner only");
    private readonly Option<string?> _key = KeyOption.Create();
    private readonly Option<bool> _force = StandardOptions.Force();
    private readonly Option<bool> _strict = StandardOptions.Strict();
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
        byte[] model = run.Output.Progress.During("restoring", () => artifact.RestoreModel(run.Cancellation));

        // Before it is written: another process may have accepted a newer revision meanwhile.
        policy.Accept(artifact.Identity);
        if (isFirstUse)
        {
            run.SayFirstUse(file, policy, artifact.Identity);
        }

        run.Write(output, model, run.Line.GetValue(_force), ownerOnly: true);
        run.SayRepairedInMemory(file, artifact.Damage);
        run.Output.Result(
            new JsonObject
            {
                ["file"] = file,
                ["output"] = output,
                ["model_bytes"] = model.Length,
                ["damaged"] = !artifact.Damage.IsClean,
                ["id"] = artifact.Identity.Id,
                ["revision"] = artifact.Identity.Revision,
                ["content_digest"] = artifact.Identity.ContentDigest,
            },
            text => text.Line($"{output}: {model.Length:N0} bytes, \"{artifact.Identity.Id}\", revision {artifact.Identity.Revision}"));
        return 0;
    }
}
