using ParDef.ErrorCorrection.Interleaving;

namespace ParDef.ErrorCorrection.Tests.Samples;

/// <summary>SplitMix64 in place of a cipher.</summary>
internal sealed class SeededStream(ulong seed) : KeyedStream
{
    private ulong _state = seed;

    public static KeyedStreams Under(ulong seed) => number => new SeededStream(seed ^ (number + 1) * 0xD1342543DE82EF95);

    public ulong NextLong()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    public override uint NextWord() => (uint)(NextLong() >> 32);

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = (byte)NextWord();
        }

        return bytes;
    }
}
