using System.CommandLine;
using System.Text.Json.Nodes;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Identity;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Verifying;
using ParDef.Cli.Arguments;
using ParDef.Cli.Output;

namespace ParDef.Cli.Commands;

/// <summary><c>verify</c>: checks every byte of files and changes none.</summary>
internal sealed class VerifyCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "the .pardef files", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _key = KeyOption.Create();
    private readonly IdentityOptions _identity = new();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new VerifyCommand();
        var verb = new Command("verify", "Check every byte; several files: exit 2 if any is refused, else the highest exit code");
        verb.Arguments.Add(command._files);
        verb.Options.Add(command._key);
        command._identity.AddTo(verb);
        verb.SetWork(command.Verify);
        return verb;
    }

    private int Verify(Invocation run)
    {
        string[] files = run.Line.GetRequiredValue(_files);
        var policy = _identity.Policy(run.Line);
        if (policy.StateFile is not null && files.Length > 1)
        {
            throw new ParDefException(
                ErrorCode.Usage, "a state file belongs to one artifact", "verify the files one by one, each with its own --state");
        }

        using var key = run.OpenKey(_key);
        int[] exits = [.. files.Select(file => VerifyOne(run, file, key, policy))];
        var summary = new JsonObject
        {
            ["type"] = "summary",
            ["files"] = files.Length,
            ["clean"] = exits.Count(exit => exit == 0),
            ["repairable"] = exits.Count(exit => exit == 1),
            ["failed"] = exits.Count(exit => exit > 1),
        };
        run.Output.Result(summary, text =>
        {
            if (files.Length > 1)
            {
                text.Line($"{files.Length:N0} files: {summary["clean"]} clean, {summary["repairable"]} repairable, {summary["failed"]} failed");
            }
        });

        // A file that is missing or not handled (3, 4) must not hide one that is refused.
        int refused = ErrorCode.Damaged.ExitCode();
        return exits.Contains(refused) ? refused : exits.Max();
    }

    private static int VerifyOne(Invocation run, string file, MasterKey key, IdentityPolicy policy)
    {
        try
        {
            byte[] content = run.Read(file);
            var report = run.Output.Progress.During("verifying", () => Verifier.Verify(content, key, run.Cancellation));
            bool isFirstUse = false;
            try
            {
                if (report.Identity is { } identity)
                {
                    isFirstUse = policy.Check(identity);
                    policy.Accept(identity);
                }
            }
            catch (ParDefException refusal) when (refusal.Code == ErrorCode.RolledBack)
            {
                report = report with { Status = VerifyStatus.Refused, Refusal = refusal };
                isFirstUse = false;
            }

            if (isFirstUse)
            {
                run.SayFirstUse(file, policy, report.Identity!);
            }

            return Report(run, file, report);
        }
        catch (ParDefException refusal)
        {
            // A file that cannot be read does not keep the others from being checked.
            var failure = Failure.Of(refusal, file, run.GivenKey);
            return run.Output.Fail(failure, refusal, new JsonObject { ["type"] = "error", ["file"] = file, ["error"] = failure.ToJson() });
        }
    }

    private static int Report(Invocation run, string file, VerifyReport report)
    {
        var failure = report.Refusal is null ? null : Failure.Of(report.Refusal, file, run.GivenKey);
        string? hint = report.Status == VerifyStatus.Repairable ? Failure.Command("repair", file, run.GivenKey) : failure?.Hint;
        var document = Document(file, report, failure, hint);
        run.Output.Result(document, text => text.Line(report.Status switch
        {
            VerifyStatus.Clean =>
                $"{file}: clean: \"{report.Identity!.Id}\", revision {report.Identity.Revision}, {report.Damage!.Pages:N0} pages",
            VerifyStatus.Repairable => $"{file}: repairable: {report.Damage!.Describe()}",
            _ => $"{file}: refused ({failure!.Code.Text()}): {report.Refusal!.Message}",
        }), hint);
        return report.Status switch
        {
            VerifyStatus.Clean => 0,
            VerifyStatus.Repairable => ErrorCode.Repairable.ExitCode(),
            _ => failure!.Code.ExitCode(),
        };
    }

    private static JsonObject Document(string file, VerifyReport report, Failure? failure, string? hint) => new()
    {
        ["type"] = "status",
        ["file"] = file,
        ["status"] = report.Status switch
        {
            VerifyStatus.Clean => "clean",
            VerifyStatus.Repairable => "repairable",
            _ => "refused",
        },
        ["code"] = report.Status == VerifyStatus.Repairable ? ErrorCode.Repairable.Text() : failure?.Code.Text(),
        ["message"] = failure?.Message,
        ["hint"] = hint,
        ["pages"] = report.Damage?.Pages,
        ["pages_bad"] = report.Damage?.PagesBad,
        ["bits_wrong"] = report.Damage?.BitsWrong,
        ["header_copies_bad"] = report.Damage?.HeaderCopiesBad,
        ["excess_bytes"] = report.Damage?.ExcessBytes,
        ["tensors_hit"] = Json.Texts(report.TensorsHit),
        ["id"] = report.Identity?.Id,
        ["revision"] = report.Identity?.Revision,
        ["content_digest"] = report.Identity?.ContentDigest,
    };
}
