using System.CommandLine;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Identity;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Keys.Sources;
using ParDef.Artifacts.Recovering;
using ParDef.Artifacts.Storage;
using ParDef.Cli.Arguments;
using ParDef.Cli.Output;

namespace ParDef.Cli;

/// <summary>One run of one verb: its line, its output, and the file that it is at work on.</summary>
internal sealed class Invocation(ParseResult line, CancellationToken cancellation)
{
    /// <summary>What the user typed.</summary>
    public ParseResult Line => line;

    /// <summary>Where the words go.</summary>
    public CommandOutput Output { get; } = new(
        line.InvocationConfiguration.Output,
        line.InvocationConfiguration.Error,
        line.GetValue(StandardOptions.Json),
        line.GetValue(StandardOptions.Debug));

    /// <summary>Ends the work early.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The file that an error would be about, or null.</summary>
    public string? Subject { get; set; }

    /// <summary>The key as the user gave it, for commands in hints; null if it came from the environment.</summary>
    public string? GivenKey { get; private set; }

    /// <summary>Opens the key that the line names; the caller disposes it.</summary>
    public MasterKey OpenKey(Option<string?> option)
    {
        string? given = line.GetValue(option);
        var source = KeyOption.Find(given) ?? throw KeyOption.Missing(line.CommandResult.Command.Name);
        GivenKey ??= given;
        Subject = source.Name;
        if (source is FileKeySource { IsOpenToOthers: true })
        {
            Output.Warning($"{source.Name}: others than its owner can read or write this key file", $"chmod 600 {ShellWord.Of(source.Name)}");
        }

        var key = source.Open(cancellation);
        Subject = null;
        return key;
    }

    /// <summary>Reads an input file, which errors from here on are about.</summary>
    public byte[] Read(string file)
    {
        Subject = file;
        return InputFile.Read(file);
    }

    /// <summary>Writes an output file; a plain model is for its owner only, and a partial result is written in spite of an interruption.</summary>
    public void Write(string file, ReadOnlySpan<byte> content, bool overwrite, bool ownerOnly = false, bool evenInterrupted = false)
    {
        if (!evenInterrupted)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        string? before = Subject;
        Subject = file;
        RefuseKey(file);
        AtomicFile.Write(file, content, overwrite, ownerOnly);
        Subject = before;
    }

    /// <summary>Replaces an input by what was made of it, unless somebody has replaced it meanwhile: newer content is never lost.</summary>
    public void Replace(string file, ReadOnlySpan<byte> read, ReadOnlySpan<byte> content)
    {
        if (!InputFile.Read(file).AsSpan().SequenceEqual(read))
        {
            throw new ParDefException(ErrorCode.FileAccess, $"{file} was changed meanwhile, and is left as it is", "try again when nothing writes to it");
        }

        Write(file, content, overwrite: true);
    }

    /// <summary>Refuses an output that would destroy its own input.</summary>
    public void RefuseSameFile(string input, string output)
    {
        Subject = output;
        if (Resolved(input) == Resolved(output))
        {
            throw new ParDefException(ErrorCode.Usage, $"{output} is the input, too", "give another -o");
        }

        Subject = null;
    }

    /// <summary>Refuses to replace a key file, in use or not: what it protects would be lost with it.</summary>
    private static void RefuseKey(string file)
    {
        var existing = new FileInfo(Resolved(file));
        if (existing is { Exists: true, Length: > 0 and <= KeyFile.MaxBytes } && KeyFile.IsMarked(InputFile.Read(existing.FullName)))
        {
            throw new ParDefException(ErrorCode.OutputExists, $"{file} is a key file, which is never overwritten", "give another -o");
        }
    }

    private static string Resolved(string path)
    {
        if (path.Length == 0)
        {
            throw new ParDefException(ErrorCode.Usage, "\"\" is not the name of a file");
        }

        string full = Path.GetFullPath(path);
        return File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
    }

    /// <summary>Says that an identity was accepted without anything to compare it with.</summary>
    public void SayFirstUse(string file, IdentityPolicy policy, ArtifactIdentity identity) =>
        Output.Warning($"{file}: first use of {policy.StateFile}, trusted: \"{identity.Id}\", revision {identity.Revision}");

    /// <summary>Says that a damaged file was used as it should be, not as it is.</summary>
    public void SayRepairedInMemory(string file, DamageReport damage)
    {
        if (!damage.IsClean)
        {
            Output.Warning(
                $"{file}: damaged ({damage.Describe()}), repaired in memory; the file is as it was", Failure.Command("repair", file, GivenKey));
        }
    }

    /// <summary>Does the work; whatever it throws becomes a message and an exit code.</summary>
    public int Guard(Func<Invocation, int> work)
    {
        try
        {
            return work(this);
        }
#pragma warning disable CA1031 // The boundary of the program: a stack trace reaches nobody who did not ask for it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Output.Fail(Failure.Of(exception, Subject, GivenKey), exception);
        }
    }
}
