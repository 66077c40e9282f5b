namespace ParDef.ErrorCorrection.Interleaving;

/// <summary>A stream of uniform 32-bit words that only the holder of a key can foresee (docs/format.md section 7).</summary>
public abstract class KeyedStream
{
    /// <summary>The next word.</summary>
    public abstract uint NextWord();

    /// <summary>The next word, scaled to 0 .. <paramref name="bound"/> - 1.</summary>
    public int Below(int bound) => (int)((ulong)NextWord() * (uint)bound >> 32);
}
