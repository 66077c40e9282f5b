namespace ParDef.Artifacts.Storage;

/// <summary>Temporary files that killed processes have left beside the files that they were to become: <c>.NAME.RANDOM.tmp</c>.</summary>
internal static class Leftovers
{
    private const string Ending = ".tmp";
    private const int RandomDigits = 32;

    // Between being made and being locked a file of a living process looks like a dead one's.
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    /// <summary>A fresh temporary name beside a target, given by its full path.</summary>
    public static string NewName(string target) => Path.Combine(Path.GetDirectoryName(target)!, Beginning(target) + Guid.NewGuid().ToString("N") + Ending);

    /// <summary>
    /// Removes what was left of a target: files of its temporary names that nobody has open, a minute old at least. What cannot be removed stays; nobody's
    /// write fails for it.
    /// </summary>
    public static void RemoveBeside(string target)
    {
        try
        {
            foreach (string path in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, Beginning(target) + "*" + Ending))
            {
                if (IsTemporary(Path.GetFileName(path), target) && IsAbandoned(path))
                {
                    File.Delete(path);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The folder may not exist or not be readable; the write itself says so if it matters.
        }
    }

    private static string Beginning(string target) => $".{Path.GetFileName(target)}.";

    private static bool IsTemporary(string name, string target)
    {
        string random = name[Beginning(target).Length..];
        return random.Length == RandomDigits + Ending.Length && random[..RandomDigits].All(char.IsAsciiHexDigitLower);
    }

    private static bool IsAbandoned(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null || TimeProvider.System.GetUtcNow() - file.LastWriteTimeUtc < Age || !RegularFile.Is(path))
        {
            return false;
        }

        try
        {
            // Whoever writes it holds a lock that ends with the process.
            using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
