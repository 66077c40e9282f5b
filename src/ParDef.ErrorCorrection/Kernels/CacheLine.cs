using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>Pages are touched one line at a time in an order that no processor foresees: unless it is told, it waits for the memory at every page.</summary>
internal static class CacheLine
{
    /// <summary>Asks for the line of a place. A hint only: nothing is read, so that the place need not be pinned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref readonly ulong place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(in place));
        }
    }
}
