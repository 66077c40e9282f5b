using System.Text.Json;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Storage;

namespace ParDef.Artifacts.Identity;

/// <summary>What a caller demands of an artifact's identity: the answer to substitution and rollback (docs/format.md section 12).</summary>
public sealed record IdentityPolicy
{
    /// <summary>Demands nothing.</summary>
    public static IdentityPolicy Any { get; } = new();

    /// <summary>The id demanded, or null.</summary>
    public string? ExpectId { get; init; }

    /// <summary>The least revision accepted.</summary>
    public ulong MinRevision { get; init; }

    /// <summary>Path of a state file, or null. One that does not exist yet is made by <see cref="Accept"/>: first use is trusted.</summary>
    public string? StateFile { get; init; }

    /// <summary>Refuses an identity that is not the one demanded, or older than the one last accepted.</summary>
    /// <returns>True if a state file was asked for and does not exist yet.</returns>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.RolledBack"/>; <see cref="ErrorCode.MalformedInput"/> for a state file that is none.
    /// </exception>
    public bool Check(ArtifactIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        if (ExpectId is not null && identity.Id != ExpectId)
        {
            throw RolledBack($"the artifact is \"{identity.Id}\", not \"{ExpectId}\"", $"get \"{ExpectId}\"; if this one is meant, demand its id");
        }

        if (identity.Revision < MinRevision)
        {
            throw RolledBack($"the artifact is revision {identity.Revision}, older than the least accepted, {MinRevision}", Newer("demand a lower revision"));
        }

        if (StateFile is null)
        {
            return false;
        }

        if (ReadState(StateFile) is not { } accepted)
        {
            return true;
        }

        Compare(identity, accepted, StateFile);
        return false;
    }

    private static void Compare(ArtifactIdentity identity, AcceptedState accepted, string stateFile)
    {
        string hint = Newer($"remove {stateFile}");
        if (identity.Id != accepted.Id)
        {
            throw RolledBack($"the artifact is \"{identity.Id}\", but {stateFile} has accepted \"{accepted.Id}\"", hint);
        }

        if (identity.Revision < accepted.Revision)
        {
            throw RolledBack($"the artifact is revision {identity.Revision}, but {stateFile} has accepted revision {accepted.Revision}", hint);
        }

        if (identity.Revision == accepted.Revision && identity.ContentDigest != accepted.ContentDigest)
        {
            throw RolledBack($"the artifact is another revision {identity.Revision} than the one that {stateFile} has accepted", hint);
        }
    }

    /// <summary>
    /// Records an identity that was checked, before it is used. Does nothing without a state file, or if it says the same already. Others
    /// may accept at the same time: under a lock (<c>FILE.lock</c>, which stays) the state is compared once more, so that it never goes back.
    /// </summary>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.RolledBack"/>: somebody else has accepted what forbids this one; <see cref="ErrorCode.FileAccess"/>.
    /// </exception>
    public void Accept(ArtifactIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var state = new AcceptedState(identity.Id, identity.Revision, identity.ContentDigest);
        if (StateFile is null || ReadState(StateFile) == state)
        {
            return;
        }

        using var exclusive = FileLock.Take(StateFile + ".lock");
        var accepted = ReadState(StateFile);
        if (accepted is not null)
        {
            Compare(identity, accepted, StateFile);
        }

        if (accepted != state)
        {
            AtomicFile.Write(StateFile, JsonSerializer.SerializeToUtf8Bytes(state, AcceptedStateJson.Default.AcceptedState), overwrite: true);
        }
    }

    /// <summary>The state, or null if and only if there is no such file: one that cannot be read must not count as a first use.</summary>
    private static AcceptedState? ReadState(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(InputFile.Read(path), AcceptedStateJson.Default.AcceptedState) ?? throw new JsonException();
        }
        catch (ParDefException failure) when (failure.InnerException is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException failure)
        {
            throw new ParDefException(ErrorCode.MalformedInput, $"{path} is not a state file", inner: failure);
        }
    }

    private static string Newer(string otherwise) => $"get the current artifact; if this one is meant, {otherwise}";

    private static ParDefException RolledBack(string what, string hint) => new(ErrorCode.RolledBack, what, hint);
}
