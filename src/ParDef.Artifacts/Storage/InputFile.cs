using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;

namespace ParDef.Artifacts.Storage;

/// <summary>Input files are read once, whole, into private memory: what was checked is what is used, whoever writes to the file meanwhile.</summary>
public static class InputFile
{
    /// <summary>Reads a file of at most <see cref="Limits.FileBytes"/> bytes.</summary>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.FileAccess"/>, also for a device, a pipe or a socket; <see cref="ErrorCode.Unsupported"/> for a longer file.
    /// </exception>
    public static byte[] Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            // Before it is opened: a pipe would wait there for a writer.
            if (File.Exists(path) && !IsRegular(path))
            {
                throw new ParDefException(ErrorCode.FileAccess, $"{path} is a device, a pipe or a socket", "give a file");
            }

            using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
            long length = RandomAccess.GetLength(handle);
            if (length > Limits.FileBytes)
            {
                throw new ParDefException(ErrorCode.Unsupported, $"{path} has {length:N0} bytes, more than the limit of {Limits.FileBytes:N0}");
            }

            var content = GC.AllocateUninitializedArray<byte>((int)length);
            int read = 0;
            for (int n; read < content.Length && (n = RandomAccess.Read(handle, content.AsSpan(read), read)) > 0;)
            {
                read += n;
            }

            // A file cut off while it was read is a shorter file.
            return read == content.Length ? content : content[..read];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            string reason = failure switch
            {
                FileNotFoundException or DirectoryNotFoundException => "does not exist",
                UnauthorizedAccessException when Directory.Exists(path) => "is a folder",
                ArgumentException => "is not the name of a file",
                NotSupportedException => "is a device, a pipe or a socket",
                UnauthorizedAccessException => "cannot be read: permission denied",
                _ => $"cannot be read: {failure.Message.TrimEnd('.')}",
            };
            string name = path.Length == 0 ? "\"\"" : path;
            throw new ParDefException(ErrorCode.FileAccess, $"{name} {reason}", inner: failure);
        }
    }

    private static bool IsRegular(string path)
    {
        string target = File.ResolveLinkTarget(Path.GetFullPath(path), returnFinalTarget: true)?.FullName ?? path;
        // What a link like /dev/stdin leads to has no name of its own; what it is shows when it is opened.
        return !File.Exists(target) || RegularFile.Is(target);
    }
}
