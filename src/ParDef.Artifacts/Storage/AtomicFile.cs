using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Storage;

/// <summary>Files that appear whole or not at all.</summary>
public static class AtomicFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Writes a file under a temporary name beside its target (<c>.NAME.RANDOM.tmp</c>), flushes it to the disk and renames it. After a
    /// failure the target is what it was before and the temporary file is gone; only a process that is killed leaves one behind, and a later write of
    /// the same target removes it (<see cref="Leftovers"/>).
    /// </summary>
    /// <param name="path">The target.</param>
    /// <param name="content">Everything the file will hold.</param>
    /// <param name="overwrite">False refuses an existing target. Nothing but a regular file is ever replaced.</param>
    /// <param name="ownerOnly">True makes the file readable for its owner only (mode 0600), from its first byte on.</param>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.OutputExists"/>, <see cref="ErrorCode.FileAccess"/>, or <see cref="ErrorCode.Usage"/> for a folder, a device, a pipe or a socket.
    /// </exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool overwrite, bool ownerOnly = false)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
        {
            throw new ParDefException(ErrorCode.Usage, $"{path} is a folder", "give the name of a file");
        }

        if (Path.GetFileName(path).Length == 0)
        {
            throw new ParDefException(ErrorCode.FileAccess, $"\"{path}\" is not the name of a file");
        }

        string target = FollowLinks(path);
        if (File.Exists(target) && !IsRegular(target, path))
        {
            throw new ParDefException(
                ErrorCode.Usage, $"{path} is a device, a pipe or a socket, which is never replaced", "give the name of a file");
        }

        if (!overwrite && Path.Exists(path))
        {
            throw Exists(path);
        }

        Leftovers.RemoveBeside(target);
        string temporary = Leftovers.NewName(target);
        try
        {
            WriteThrough(temporary, content, ownerOnly, target, overwrite);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentOutOfRangeException)
        {
            throw !overwrite && Path.Exists(path)
                ? Exists(path)
                : Unwritable(path, failure);
        }
        finally
        {
            // In a folder that does not exist, deleting would throw and hide why.
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    /// <summary>The file that a link leads to, so that this is replaced and not the link; else the path itself.</summary>
    private static string FollowLinks(string path)
    {
        // From the full path: a relative link would be resolved against the root otherwise.
        string full = Path.GetFullPath(path);
        try
        {
            return File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
        }
        catch (IOException failure)
        {
            throw Unwritable(path, failure);
        }
    }

    private static bool IsRegular(string target, string path)
    {
        try
        {
            return RegularFile.Is(target);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, failure);
        }
    }

    private static void WriteThrough(string temporary, ReadOnlySpan<byte> content, bool ownerOnly, string target, bool overwrite)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            PreallocationSize = content.Length,

            // So that it can be renamed before it is closed, on every system.
            Share = FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            // A file that is replaced keeps who may read it.
            options.UnixCreateMode = ownerOnly ? OwnerOnly : File.Exists(target) ? File.GetUnixFileMode(target) : null;
        }

        using var stream = new FileStream(temporary, options);
        stream.Write(content);
        stream.Flush(flushToDisk: true);

        // While it is open it is locked, which tells it from what a killed process has left.
        File.Move(temporary, target, overwrite);
    }

    private static ParDefException Exists(string path) =>
        new(ErrorCode.OutputExists, $"{path} exists already", "give another -o, or --force to replace it");

    private static ParDefException Unwritable(string path, Exception failure) =>
        new(ErrorCode.FileAccess, $"{path} cannot be written: {Reason(failure)}", inner: failure);

    private static string Reason(Exception failure) => failure switch
    {
        DirectoryNotFoundException => "its folder does not exist",
        FileNotFoundException => "its folder takes no files",
        PathTooLongException => "its name is too long",
        UnauthorizedAccessException => "permission denied",
        ArgumentOutOfRangeException => "its file system takes no file of this length",
        _ => failure.Message.TrimEnd('.'),
    };
}
