using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection.Interleaving;

namespace ParDef.ErrorRates;

/// <summary>A seeded generator in the place of the keyed one: another seed is another key.</summary>
internal sealed class RandomStream(ulong seed) : KeyedStream
{
    private readonly SeededRandom _random = new(seed);

    public static KeyedStreams Under(ulong seed) => number => new RandomStream(SeededRandom.NumberAt(seed, number));

    public override uint NextWord() => (uint)(_random.Next() >> 32);
}
