using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace ParDef.Evaluation.Trials;

/// <summary>
/// Results of trials in a folder, one file each, named by content: the first 32 hexadecimal digits of the SHA-256 of the key.
/// A trial whose file is there is not run again, so a campaign that was killed goes on where it was, and several processes or
/// machines may share the folder; at worst a trial is computed twice, with the same result. Files with the ending ".tmp" were
/// left by a crash and may be deleted at any time when nothing runs.
/// </summary>
public sealed class TrialStore
{
    private const int NameDigits = 32;

    private readonly string directory;

    /// <summary>Opens a folder and makes it where it is missing.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public TrialStore(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        this.directory = Directory.CreateDirectory(directory).FullName;
    }

    /// <summary>The result of a trial: the stored one, or else that of running it, which is then stored.</summary>
    /// <exception cref="TrialStoreException">The file of this key holds another key.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public T Run<T>(string key, Func<T> trial, JsonTypeInfo<T> type)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(type);
        string path = PathOf(key);
        if (!TrialFile.TryRead(path, key, type, out T? result))
        {
            result = trial();
            TrialFile.Write(path, key, result, type);
        }

        return result;
    }

    /// <summary>
    /// The results of many trials in the order of their keys; <paramref name="trial"/> gets an index into them. What is finished
    /// when one trial throws, or when the run is cancelled, stays stored.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; trials that had begun were finished and stored.</exception>
    /// <exception cref="TrialStoreException">A file holds another key than its own.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public IReadOnlyList<T> RunAll<T>(
        IReadOnlyList<string> keys, Func<int, T> trial, JsonTypeInfo<T> type, int degreeOfParallelism, CancellationToken cancellation)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        var results = new T[keys.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = degreeOfParallelism, CancellationToken = cancellation };
        try
        {
            // Unbuffered: trials begin in order and one at a time, so that a long one never holds up others in its chunk.
            var order = Partitioner.Create(Enumerable.Range(0, keys.Count), EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(order, options, index => results[index] = Run(keys[index], () => trial(index), type));
        }
        catch (AggregateException failures)
        {
            // One trial's own exception says more than the wrapper; which of several comes first makes no difference.
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return results;
    }

    /// <summary>Where the result of a key is stored.</summary>
    internal string PathOf(string key)
    {
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return Path.Combine(directory, $"{digest[..NameDigits]}.json");
    }
}
