using Microsoft.Win32.SafeHandles;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;

namespace ParDef.Artifacts.Storage;

/// <summary>Input files are read once, whole, into private memory: what was checked is what is used, whoever writes to the file meanwhile.</summary>
public static class InputFile
{
    // Longer than the clock of any usual file system ticks: who writes later leaves another time.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private const int MostTicks = 50;

    /// <summary>Reads a file of at most <see cref="Limits.FileBytes"/> bytes.</summary>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.FileAccess"/>, also for a device, a pipe or a socket, and for a file that somebody wrote to meanwhile;
    /// <see cref="ErrorCode.Unsupported"/> for a longer file.
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
            var (length, written) = SettledState(handle) ?? throw Changed(path);
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

            // A torn artifact would be found out by its tags, a torn model by nothing.
            return read == content.Length && StateOf(handle) == (length, written)
                ? content
                : throw Changed(path);
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

    /// <summary>The state of a file that nobody has just written to; null where somebody goes on writing.</summary>
    private static (long Length, DateTime Written)? SettledState(SafeFileHandle handle)
    {
        (long Length, DateTime Written)? before = null;
        for (int waited = 0; waited < MostTicks; waited++)
        {
            // By our clock, or by having waited: a file's clock may be ahead of ours.
            var state = StateOf(handle);
            if (state == before || TimeProvider.System.GetUtcNow() - state.Written > Tick)
            {
                return state;
            }

            before = state;
            Thread.Sleep(Tick);
        }

        return null;
    }

    private static ParDefException Changed(string path) =>
        new(ErrorCode.FileAccess, $"{path} was changed while it was read", "try again when nothing writes to it");

    private static (long Length, DateTime Written) StateOf(SafeFileHandle handle) => (RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle));

    private static bool IsRegular(string path)
    {
        string target = File.ResolveLinkTarget(Path.GetFullPath(path), returnFinalTarget: true)?.FullName ?? path;
        // What a link like /dev/stdin leads to has no name of its own; what it is shows when it is opened.
        return !File.Exists(target) || RegularFile.Is(target);
    }
}
