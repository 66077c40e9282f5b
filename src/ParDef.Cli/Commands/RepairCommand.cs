using System.CommandLine;
using System.Text.Json.Nodes;
using ParDef.Artifacts.Repairing;
using ParDef.Cli.Arguments;

namespace ParDef.Cli.Commands;

/// <summary><c>repair</c>: the file as it was protected, to the last bit.</summary>
internal sealed class RepairCommand
{
    private readonly Argument<string> _file = StandardOptions.Artifact();
    private readonly Option<string?> _output = StandardOptions.Output("where the repaired file goes; default: in place");
    private readonly Option<string?> _key = KeyOption.Create();
    private readonly Option<bool> _force = StandardOptions.Force();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new RepairCommand();
        var verb = new Command("repair", "Undo damage to the last bit; a file that cannot be repaired whole is left as it is");
        verb.Arguments.Add(command._file);
        verb.Options.Add(command._output);
        verb.Options.Add(command._key);
        verb.Options.Add(command._force);
        verb.SetWork(command.Repair);
        return verb;
    }

    private int Repair(Invocation run)
    {
        string file = run.Line.GetRequiredValue(_file);
        string? output = run.Line.GetValue(_output);
        bool isInPlace = output is null || Path.GetFullPath(output) == Path.GetFullPath(file);
        using var key = run.OpenKey(_key);
        byte[] content = run.Read(file);
        var repaired = run.Output.Progress.During("repairing", () => Repairer.Repair(content, key, run.Cancellation));
        var damage = repaired.Damage;
        if (!isInPlace)
        {
            run.Write(output!, repaired.Content.Span, run.Line.GetValue(_force));
        }
        else if (!damage.IsClean)
        {
            run.Replace(file, content, repaired.Content.Span);
        }

        string target = isInPlace ? file : output!;
        run.Output.Result(
            new JsonObject
            {
                ["file"] = file,
                ["output"] = target,
                ["repaired"] = !damage.IsClean,
                ["pages"] = damage.Pages,
                ["pages_bad"] = damage.PagesBad,
                ["bits_wrong"] = damage.BitsWrong,
                ["header_copies_bad"] = damage.HeaderCopiesBad,
                ["excess_bytes"] = damage.ExcessBytes,
            },
            text =>
            {
                text.Line(damage.IsClean ? $"{file}: clean, nothing to repair" : $"{file}: repaired: {damage.Describe()}");
                if (!isInPlace)
                {
                    text.Line($"wrote {target}");
                }
            });
        return 0;
    }
}
