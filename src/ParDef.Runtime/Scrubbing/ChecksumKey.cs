using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ParDef.Artifacts.Keys;
using ParDef.Runtime.Scrubbing.Kernels;

namespace ParDef.Runtime.Scrubbing;

/// <summary>The secret key of the page hash, drawn for one scrubber. Held three times, so that a fault in one copy is outvoted.</summary>
internal sealed class ChecksumKey : IDisposable
{
    private const int Copies = 3;

    private readonly LockedMemory _copies = new(Copies * ChecksumKernel.PageBytes);

    public ChecksumKey()
    {
        RandomNumberGenerator.Fill(Copy(0));
        Copy(0).CopyTo(Copy(1));
        Copy(0).CopyTo(Copy(2));
    }

    /// <summary>The key, 4,096 bytes.</summary>
    public ReadOnlySpan<byte> Bytes => Copy(0);

    /// <summary>True if the system keeps it out of swap.</summary>
    public bool IsLocked => _copies.IsLocked;

    /// <summary>Takes the majority of every bit; true if a copy was wrong.</summary>
    public bool Mend()
    {
        if (Copy(0).SequenceEqual(Copy(1)) && Copy(0).SequenceEqual(Copy(2)))
        {
            return false;
        }

        Span<ulong> first = Words(0), second = Words(1), third = Words(2);
        for (int i = 0; i < first.Length; i++)
        {
            ulong majority = first[i] & second[i] | first[i] & third[i] | second[i] & third[i];
            first[i] = second[i] = third[i] = majority;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _copies.Dispose();

    /// <summary>One of the three copies, for those who inject faults.</summary>
    internal Span<byte> Copy(int index) => _copies.Span.Slice(index * ChecksumKernel.PageBytes, ChecksumKernel.PageBytes);

    private Span<ulong> Words(int index) => MemoryMarshal.Cast<byte, ulong>(Copy(index));
}
