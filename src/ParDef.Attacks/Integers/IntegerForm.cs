using ParDef.Quantization;

namespace ParDef.Attacks.Integers;

/// <summary>How an attacked model stores its weights in eight bits.</summary>
/// <param name="Scheme">Signed two's complement without a zero point (S8), or unsigned with one (U8).</param>
/// <param name="Granularity">One scale a tensor, as most papers have it, or one an output channel.</param>
public sealed record IntegerForm(QuantizationScheme Scheme, Granularity Granularity)
{
    /// <summary>The four forms by the names that commands and flip lists use.</summary>
    public static IReadOnlyDictionary<string, IntegerForm> ByName { get; } = new Dictionary<string, IntegerForm>
    {
        ["s8-tensor"] = new(QuantizationScheme.Symmetric, Granularity.Tensor),
        ["s8-channel"] = new(QuantizationScheme.Symmetric, Granularity.Channel),
        ["u8-tensor"] = new(QuantizationScheme.Affine, Granularity.Tensor),
        ["u8-channel"] = new(QuantizationScheme.Affine, Granularity.Channel),
    };

    /// <summary>One of the names of <see cref="ByName"/>.</summary>
    public string Name => ByName.Single(pair => pair.Value == this).Key;

    /// <summary>By how much the integer grows when a bit of it is flipped: 2^bit up or down, and 128 the other way for the sign of S8.</summary>
    /// <param name="stored">The byte before the flip.</param>
    /// <param name="bit">0 to 7.</param>
    public int Growth(byte stored, int bit)
    {
        int weight = bit == 7 && Scheme == QuantizationScheme.Symmetric ? -128 : 1 << bit;
        return (stored >> bit & 1) == 0 ? weight : -weight;
    }
}
