using System.Numerics;
using System.Runtime.InteropServices;

namespace ParDef.Runtime.Native;

/// <summary>
/// The allocator that sessions of this project have from the environment of ONNX Runtime. What a thread asks for while it creates a session comes in whole zeroed pages and is
/// listed; whatever of it is held when creation ends is memory of weights. Everything else is working memory, pooled by size, since the engine's own pool is off for
/// a foreign allocator and would have each run pay for fresh pages.
/// </summary>
internal static unsafe class EngineAllocator
{
    // Four size classes to a power of two: at most a quarter of a block is unused.
    private const int ClassesPerPower = 4;
    private const int Alignment = 64;
    private const int SmallestPower = 8;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<nint, int> Working = [];
    private static readonly Dictionary<nint, PageMemory> Held = [];
    private static readonly Stack<nint>[] Pool = [.. Enumerable.Range(0, 64 * ClassesPerPower).Select(_ => new Stack<nint>())];
    private static readonly Lazy<bool> IsRegistered = new(Register);

    // Set before the engine learns of the allocator: it asks at once.
    private static nint _memory;

    [ThreadStatic]
    private static List<PageMemory>? _asked;

    /// <summary>Creates a session and lists, in the order in which they were asked for, the blocks that it holds afterwards.</summary>
    public static (T Session, IReadOnlyList<PageMemory> Blocks) Create<T>(Func<T> create)
    {
        _ = IsRegistered.Value;
        _asked = [];
        try
        {
            var session = create();
            lock (Gate)
            {
                return (session, [.. _asked.Where(block => Held.ContainsKey(block.Address))]);
            }
        }
        finally
        {
            _asked = null;
        }
    }

    /// <summary>Number of blocks of weights that sessions hold.</summary>
    public static int HeldBlocks
    {
        get
        {
            lock (Gate)
            {
                return Held.Count;
            }
        }
    }

    private static bool Register()
    {
        _memory = EngineApi.CpuMemory();
        var allocator = (Structure*)NativeMemory.AllocZeroed((nuint)sizeof(Structure));
        allocator->Version = EngineApi.StructureVersion;
        allocator->Allocate = &Allocate;
        allocator->Free = &Free;
        allocator->Information = &Information;
        allocator->Reserve = &Allocate;
        EngineApi.Register(allocator);
        return true;
    }

    private static int ClassOf(nuint bytes)
    {
        if (bytes <= 1u << SmallestPower)
        {
            return SmallestPower * ClassesPerPower;
        }

        int power = BitOperations.Log2(bytes - 1);
        int quarter = (int)((bytes - 1) >> (power - 2)) & (ClassesPerPower - 1);
        return (power * ClassesPerPower) + quarter + 1;
    }

    private static nuint BytesOf(int sizeClass) =>
        (((nuint)1 << (sizeClass / ClassesPerPower)) >> 2) * (nuint)(ClassesPerPower + (sizeClass % ClassesPerPower));

    // Exceptions must not cross into the engine: it takes null for a failed allocation.
    [UnmanagedCallersOnly]
    private static void* Allocate(Structure* self, nuint bytes)
    {
        try
        {
            return _asked is null ? TakeWorking(bytes) : TakeHeld(bytes, _asked);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    private static void* TakeHeld(nuint bytes, List<PageMemory> asked)
    {
        var block = new PageMemory((long)bytes);
        lock (Gate)
        {
            Held.Add(block.Address, block);
        }

        asked.Add(block);
        return (void*)block.Address;
    }

    private static void* TakeWorking(nuint bytes)
    {
        int sizeClass = ClassOf(bytes);
        lock (Gate)
        {
            if (!Pool[sizeClass].TryPop(out nint block))
            {
                block = (nint)NativeMemory.AlignedAlloc(BytesOf(sizeClass), Alignment);
            }

            Working.Add(block, sizeClass);
            return (void*)block;
        }
    }

    [UnmanagedCallersOnly]
    private static void Free(Structure* self, void* block)
    {
        PageMemory? held;
        lock (Gate)
        {
            if (Working.Remove((nint)block, out int sizeClass))
            {
                Pool[sizeClass].Push((nint)block);
                return;
            }

            Held.Remove((nint)block, out held);
        }

        held?.Dispose();
    }

    [UnmanagedCallersOnly]
    private static void* Information(Structure* self) => (void*)_memory;

    // OrtAllocator of onnxruntime_c_api.h
    [StructLayout(LayoutKind.Sequential)]
    private struct Structure
    {
        public uint Version;
        public delegate* unmanaged<Structure*, nuint, void*> Allocate;
        public delegate* unmanaged<Structure*, void*, void> Free;
        public delegate* unmanaged<Structure*, void*> Information;
        public delegate* unmanaged<Structure*, nuint, void*> Reserve;
        public void* GetStatistics;
        public void* AllocateOnStream;
        public void* Shrink;
    }
}
