using System.Formats.Tar;

namespace ParDef.Artifacts.Storage;

/// <summary>Tells files from what only looks like one: devices, pipes, sockets.</summary>
internal static class RegularFile
{
    /// <summary>True if an existing path that is neither a folder nor a link leads to a regular file. Opens no device and no pipe.</summary>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be looked at.</exception>
    public static bool Is(string path)
    {
        // Nodes have no length, so that only an empty file is left in doubt.
        if (OperatingSystem.IsWindows() || new FileInfo(path).Length > 0)
        {
            return true;
        }

        // The platform tells the kind of a node only to whoever puts it into an archive. A socket cannot be put there at all.
        using var archive = new MemoryStream();
        try
        {
            using (var writer = new TarWriter(archive, leaveOpen: true))
            {
                writer.WriteEntry(path, "node");
            }

            archive.Position = 0;
            using var reader = new TarReader(archive);
            return reader.GetNextEntry() is { EntryType: TarEntryType.RegularFile };
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }
}
