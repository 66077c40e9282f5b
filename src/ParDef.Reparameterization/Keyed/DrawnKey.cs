using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Keyed;

/// <summary>The permutation of every orbit and the value of every factor, drawn from a seed.</summary>
public sealed class DrawnKey
{
    /// <summary>Bytes of a seed.</summary>
    public const int SeedBytes = 32;

    // Stream numbers: an orbit's permutation, and all factors.
    private const ulong ScaleStream = 1UL << 63;

    private readonly int[] _images;
    private readonly double[] _factors;

    private DrawnKey(int[] images, double[] factors)
    {
        _images = images;
        _factors = factors;
    }

    /// <summary>Draws a key for a plan. The same seed, plan and law give the same key.</summary>
    /// <exception cref="ArgumentException">A seed that is not of 32 bytes.</exception>
    public static DrawnKey Draw(SymmetryPlan plan, ReadOnlySpan<byte> seed, ScaleLaw law)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Draw(plan.Orbits, plan.Scales, seed, law);
    }

    /// <summary>The same for the orbits and the number of scales of a plan (<see cref="SymmetryPlan"/>).</summary>
    /// <inheritdoc cref="Draw(SymmetryPlan, ReadOnlySpan{byte}, ScaleLaw)"/>
    public static DrawnKey Draw(IReadOnlyList<int> orbits, int scaleCount, ReadOnlySpan<byte> seed, ScaleLaw law)
    {
        ArgumentNullException.ThrowIfNull(orbits);
        if (seed.Length != SeedBytes)
        {
            throw new ArgumentException($"a seed has {SeedBytes} bytes", nameof(seed));
        }

        var images = new int[orbits.Sum()];
        int first = 0;
        for (int orbit = 0; orbit < orbits.Count; orbit++)
        {
            using var stream = new KeyStream(seed, (ulong)orbit);
            Shuffle(images.AsSpan(first, orbits[orbit]), first, stream);
            first += orbits[orbit];
        }

        var factors = new double[scaleCount + 1];
        Array.Fill(factors, 1.0);
        using var scales = new KeyStream(seed, ScaleStream);
        for (int scale = 1; scale < factors.Length; scale++)
        {
            factors[scale] = law switch
            {
                ScaleLaw.Uniform => 0.75 + (0.5 * ((scales.NextWord() >> 8) / (double)(1 << 24))),
                ScaleLaw.PowersOfTwo => 0.5 * (1 << scales.Below(3)),
                _ => 1.0,
            };
        }

        return new DrawnKey(images, factors);
    }

    /// <summary>For each position of an axis, the position whose content comes to lie there.</summary>
    internal int[] Sources(PlannedAxis axis)
    {
        var lies = new Dictionary<(int Channel, int Tag), int>();
        for (int position = 0; position < axis.Channels.Length; position++)
        {
            if (axis.Channels[position] >= 0)
            {
                lies.Add((axis.Channels[position], axis.Tags[position]), position);
            }
        }

        var sources = new int[axis.Channels.Length];
        for (int position = 0; position < sources.Length; position++)
        {
            int channel = axis.Channels[position];
            sources[position] = channel < 0 ? position : lies[(_images[channel], axis.Tags[position])];
        }

        return sources;
    }

    /// <summary>The factor of each position of an axis before anything moves; null if all are 1.</summary>
    internal double[]? Factors(PlannedAxis axis)
    {
        double[] factors = [.. axis.Scales.Select(list => list.Aggregate(1.0, (product, scale) => scale > 0 ? product * _factors[scale] : product / _factors[-scale]))];
        return factors.All(factor => factor == 1.0) ? null : factors;
    }

    /// <summary>Fisher and Yates.</summary>
    private static void Shuffle(Span<int> images, int first, KeyStream stream)
    {
        for (int i = 0; i < images.Length; i++)
        {
            images[i] = first + i;
        }

        for (int i = images.Length - 1; i > 0; i--)
        {
            int j = stream.Below(i + 1);
            (images[i], images[j]) = (images[j], images[i]);
        }
    }
}
