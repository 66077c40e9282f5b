using System.Diagnostics;
using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Storage;

/// <summary>Keeps other processes and threads from the same work until it is disposed. The lock's file stays: removing it would let two in.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly FileStream _held;

    private FileLock(FileStream held) => _held = held;

    /// <summary>Waits for the lock, ten seconds at most: what is done under it takes milliseconds.</summary>
    /// <param name="path">The lock's own file; made if it does not exist.</param>
    /// <exception cref="ParDefException"><see cref="ErrorCode.FileAccess"/>: it cannot be opened, or somebody holds on to it.</exception>
    public static FileLock Take(string path)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            }
            catch (IOException failure) when (failure is not (DirectoryNotFoundException or FileNotFoundException or PathTooLongException))
            {
                if (Stopwatch.GetElapsedTime(start) > Patience)
                {
                    throw new ParDefException(ErrorCode.FileAccess, $"{path} is held by another process", inner: failure);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                string reason = failure is UnauthorizedAccessException ? "permission denied" : "its folder does not exist";
                throw new ParDefException(ErrorCode.FileAccess, $"{path} cannot be written: {reason}", inner: failure);
            }

            Thread.Sleep(Pause);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _held.Dispose();
}
