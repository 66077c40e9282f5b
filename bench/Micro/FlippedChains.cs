using ParDef.Attacks.Faults;
using ParDef.ErrorRates.Channels;

namespace ParDef.Micro;

/// <summary>The images of the chains of a workload in which bits are wrong.</summary>
internal static class FlippedChains
{
    /// <summary>Flips every bit with a probability.</summary>
    public static byte[][] Of(Workload work, double rate)
    {
        var channel = new BinarySymmetric(rate);
        var random = new SeededRandom(1);
        byte[] payload = [.. work.Payload];
        byte[] parity = [.. work.Parity];
        channel.Flip(payload, random);
        channel.Flip(parity, random);
        return [.. Enumerable.Range(0, work.Geometry.Chains).Select(chain => work.Image(chain, payload, parity, _ => true))];
    }
}
