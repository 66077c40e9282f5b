using System.Runtime.InteropServices;
using ParDef.Attacks.Faults;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Attacks.Strikes;

/// <summary>A change of one page of live memory (place P3), as a fault of the hardware or a co-tenant makes it: past every interface, at any moment. It always changes something.</summary>
public abstract record Strike
{
    /// <summary>All kinds, mildest first.</summary>
    public static IReadOnlyList<Strike> All { get; } = [new FlipBit(), new SetExponent(), new ChangeWord(), new ChangeRun(), new ChangePage()];

    /// <summary>What it does, in a few words.</summary>
    public abstract string Name { get; }

    /// <summary>True if it changes one byte, and so at once; others are half done for a moment, in which a watch can find them, and finds the rest afterwards.</summary>
    public virtual bool IsAtOnce => false;

    /// <summary>Strikes a page.</summary>
    /// <param name="memory">Memory that this process may write.</param>
    /// <param name="page">Number of the page.</param>
    /// <param name="random">Chooses the place.</param>
    public void Hit(IWatchedMemory memory, int page, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(random);
        var content = memory.Page(page);
        Change(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(content), content.Length), random);
    }

    /// <summary>Changes the page.</summary>
    protected abstract void Change(Span<byte> page, SeededRandom random);

    /// <summary>A 32-bit word at a random place of a page.</summary>
    protected static Span<byte> RandomWord(Span<byte> page, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return page.Slice(sizeof(uint) * (int)random.Below(page.Length / sizeof(uint)), sizeof(uint));
    }

    /// <summary>Changes every byte to another value.</summary>
    protected static void ChangeAll(Span<byte> bytes, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (ref byte value in bytes)
        {
            value ^= (byte)(1 + random.Below(byte.MaxValue));
        }
    }
}
