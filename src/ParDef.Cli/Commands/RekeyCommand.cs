using System.CommandLine;
using System.Text.Json.Nodes;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys.Sources;
using ParDef.Artifacts.Repairing;
using ParDef.Cli.Arguments;

namespace ParDef.Cli.Commands;

/// <summary><c>rekey</c>: the same content under another key.</summary>
internal sealed class RekeyCommand
{
    private readonly Argument<string> _file = StandardOptions.Artifact();
    private readonly Option<string?> _key = KeyOption.Create();

    private readonly Option<string?> _newKey = new("--new-key")
    {
        Description = "the key that will open the file; same forms as --key",
        HelpName = "KEY",
        Required = true,
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new RekeyCommand();
        var verb = new Command("rekey", "Put the file under another key, in place; no revocation: older copies open with the old one");
        verb.Arguments.Add(command._file);
        verb.Options.Add(command._key);
        verb.Options.Add(command._newKey);
        verb.SetWork(command.Rekey);
        return verb;
    }

    private int Rekey(Invocation run)
    {
        string file = run.Line.GetRequiredValue(_file);
        if (KeyOption.Find(run.Line.GetValue(_key)) is StandardInputKeySource && run.Line.GetValue(_newKey) == "-")
        {
            throw new ParDefException(
                ErrorCode.Usage, "two keys cannot both come from standard input", "give one of them as a file, env:NAME or fd:N");
        }

        using var key = run.OpenKey(_key);
        using var next = run.OpenKey(_newKey);
        byte[] content = run.Read(file);
        var rekeyed = run.Output.Progress.During("rekeying", () => Repairer.Rekey(content, key, next, run.Cancellation));
        run.Replace(file, content, rekeyed.Content.Span);
        run.Output.Warning("this is no revocation: older copies still open with the old key; after a compromise, protect the model again");
        string id = Convert.ToHexStringLower(next.KeyId.Span);
        run.Output.Result(
            new JsonObject { ["file"] = file, ["key_id"] = id, ["repaired"] = !rekeyed.Damage.IsClean },
            text =>
            {
                text.Line($"{file}: now under key id {id}");
                if (!rekeyed.Damage.IsClean)
                {
                    text.Line($"{file}: repaired on the way: {rekeyed.Damage.Describe()}");
                }
            });
        return 0;
    }
}
