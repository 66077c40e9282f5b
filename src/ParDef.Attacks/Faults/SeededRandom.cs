using System.Buffers.Binary;

namespace ParDef.Attacks.Faults;

/// <summary>
/// The generator SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014). Its numbers are a
/// function of the seed alone, on every machine and runtime, so that a damage can be named by a seed. Not for secrets, and not
/// for use by several threads at once.
/// </summary>
public sealed class SeededRandom
{
    private const ulong Increment = 0x9e3779b97f4a7c15;

    private ulong state;

    /// <summary>Starts the stream of a seed; every value is a good seed.</summary>
    public SeededRandom(ulong seed) => state = seed;

    /// <summary>Number <paramref name="index"/> (from 0) of the stream of a seed, without the ones before it.</summary>
    public static ulong NumberAt(ulong seed, ulong index) => Mix(unchecked(seed + ((index + 1) * Increment)));

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        state = unchecked(state + Increment);
        return Mix(state);
    }

    /// <summary>A number from 0 to <paramref name="bound"/> - 1, each equally likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public long Below(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);

        // The lowest 2^64 mod bound values are thrown away: what is left is a multiple of the bound.
        ulong range = (ulong)bound;
        ulong excess = unchecked(0 - range) % range;
        ulong number;
        do
        {
            number = Next();
        }
        while (number < excess);

        return (long)(number % range);
    }

    /// <summary>Fills a span with random bytes: the next numbers, each in little-endian order.</summary>
    public void NextBytes(Span<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, Next());
            bytes = bytes[sizeof(ulong)..];
        }

        if (!bytes.IsEmpty)
        {
            Span<byte> last = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(last, Next());
            last[..bytes.Length].CopyTo(bytes);
        }
    }

    private static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
            bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
            return bits ^ (bits >> 31);
        }
    }
}
