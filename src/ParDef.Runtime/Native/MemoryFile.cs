using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ParDef.Runtime.Native;

/// <summary>A file that exists in memory only, for an engine that writes to paths and nowhere else. Linux only. Gone when disposed.</summary>
internal sealed partial class MemoryFile : IDisposable
{
    private const uint CloseOnExec = 1;

    private readonly SafeFileHandle _handle;

    /// <summary>An empty one.</summary>
    /// <exception cref="Win32Exception">The system gives none.</exception>
    public MemoryFile()
    {
        int descriptor = Create("model", CloseOnExec);
        if (descriptor < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        _handle = new SafeFileHandle(descriptor, ownsHandle: true);
        Path = $"/proc/self/fd/{descriptor}";
    }

    /// <summary>A path to it for this process, while this object lives.</summary>
    public string Path { get; }

    /// <summary>All bytes of it.</summary>
    public byte[] ReadAll()
    {
        var content = new byte[RandomAccess.GetLength(_handle)];
        int read = 0;
        while (read < content.Length)
        {
            int taken = RandomAccess.Read(_handle, content.AsSpan(read), read);
            read += taken > 0 ? taken : throw new EndOfStreamException("a file in memory became shorter");
        }

        return content;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string name, uint flags);
}
