using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace ParDef.Runtime.Native;

/// <summary>
/// The part of ONNX Runtime's C interface that its managed package does not surface. The interface is one append-only table of function pointers, so a slot keeps
/// its meaning in later versions.
/// </summary>
internal static unsafe partial class EngineApi
{
    private const uint Version = 24;

    // Slots of the table, counted in onnxruntime_c_api.h of 1.31.1.
    private const int GetErrorMessage = 2;
    private const int CreateCpuMemoryInfo = 69;
    private const int ReleaseStatus = 93;
    private const int RegisterAllocator = 176;
    private const int AddExternalFilesInMemory = 279;

    // OrtAllocatorType and OrtMemType
    private const int DeviceAllocator = 0;
    private const int DefaultMemory = 0;

    private static readonly void** Table = OrtGetApiBase()->GetApi(Version);

    /// <summary>Version of the table that the allocator's structure is made for.</summary>
    public static uint StructureVersion => Version;

    /// <summary>Description of ordinary memory, which an allocator answers with. Lives as long as the process.</summary>
    public static nint CpuMemory()
    {
        nint memory;
        Check(((delegate* unmanaged<int, int, nint*, nint>)Table[CreateCpuMemoryInfo])(DeviceAllocator, DefaultMemory, &memory));
        return memory;
    }

    /// <summary>Makes an allocator the one of every session that uses the environment's; once for a process.</summary>
    public static void Register(void* allocator) =>
        Check(((delegate* unmanaged<nint, void*, nint>)Table[RegisterAllocator])(OrtEnv.Instance().DangerousGetHandle(), allocator));

    /// <summary>Hands over the content of an external data file that lies in memory; it must stay while sessions made of the options live.</summary>
    public static void AddExternalFile(SessionOptions options, string name, nint content, long length)
    {
        nint text = Marshal.StringToCoTaskMemUTF8(name);
        nuint size = (nuint)length;
        try
        {
            Check(((delegate* unmanaged<nint, nint*, nint*, nuint*, nuint, nint>)Table[AddExternalFilesInMemory])(
                options.DangerousGetHandle(), &text, &content, &size, 1));
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    private static void Check(nint status)
    {
        if (status == 0)
        {
            return;
        }

        nint text = ((delegate* unmanaged<nint, nint>)Table[GetErrorMessage])(status);
        string message = Marshal.PtrToStringUTF8(text) ?? "";
        ((delegate* unmanaged<nint, void>)Table[ReleaseStatus])(status);
        throw new InvalidOperationException($"ONNX Runtime: {message}");
    }

    [LibraryImport("onnxruntime")]
    private static partial ApiBase* OrtGetApiBase();

    [StructLayout(LayoutKind.Sequential)]
    private struct ApiBase
    {
        public delegate* unmanaged<uint, void**> GetApi;
        public delegate* unmanaged<nint> GetVersionString;
    }
}
