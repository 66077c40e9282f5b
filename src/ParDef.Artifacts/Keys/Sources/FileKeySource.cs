using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Keys.Sources;

/// <summary>A key file.</summary>
/// <param name="path">Its path.</param>
public sealed class FileKeySource(string path) : IKeySource
{
    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>The path.</summary>
    public string Name => path;

    /// <summary>True if others than its owner may read or write the file.</summary>
    public bool IsOpenToOthers => !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & OfOthers) != 0;

    /// <inheritdoc/>
    public MasterKey Open(CancellationToken cancellation = default) =>
        KeyText.Read(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), Name, Unreadable, cancellation);

    private ParDefException Unreadable(Exception failure)
    {
        bool isAbsent = failure is FileNotFoundException or DirectoryNotFoundException;
        string reason = isAbsent ? "does not exist"
            : Directory.Exists(path) ? "is a folder, not a key file"
            : failure is UnauthorizedAccessException ? "cannot be read: permission denied"
            : "cannot be read";
        return new ParDefException(ErrorCode.FileAccess, $"{Name} {reason}", isAbsent ? $"check the path; a new key is made with: pardef keygen -o {path}" : null, failure);
    }
}
