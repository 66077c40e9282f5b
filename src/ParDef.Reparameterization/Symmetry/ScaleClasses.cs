namespace ParDef.Reparameterization.Symmetry;

/// <summary>
/// Positive factors of positions. A scale is written as a signed number: <c>+k</c> is the factor k, <c>-k</c> its inverse, and
/// <see cref="One"/> stays 1.
/// </summary>
internal sealed class ScaleClasses
{
    /// <summary>The factor that is always 1.</summary>
    public const int One = 1;

    // Entry k: the scale that factor k equals, itself if it is free. Entry 0 is not used, so that a sign means something.
    private readonly List<int> _equals = [0, One];
    private readonly HashSet<int> _ones = [One];

    /// <summary>New free factors.</summary>
    public int[] New(int count)
    {
        var scales = new int[count];
        for (int i = 0; i < count; i++)
        {
            scales[i] = _equals.Count;
            _equals.Add(_equals.Count);
        }

        return scales;
    }

    /// <summary><paramref name="count"/> factors that stay 1.</summary>
    public static int[] Ones(int count)
    {
        var scales = new int[count];
        Array.Fill(scales, One);
        return scales;
    }

    /// <summary>The factor that stands for a scale, or <see cref="One"/>.</summary>
    public int Find(int scale)
    {
        int sign = Math.Sign(scale);
        int factor = Math.Abs(scale);
        while (_equals[factor] != factor)
        {
            int next = _equals[factor];
            sign *= Math.Sign(next);
            factor = Math.Abs(next);
        }

        return _ones.Contains(factor) ? One : sign * factor;
    }

    /// <summary>Makes two scales equal. A factor that would equal its own inverse is 1.</summary>
    public void Tie(int a, int b)
    {
        int first = Find(a);
        int second = Find(b);
        if (first == second)
        {
            return;
        }

        if (first == One || second == One || first == -second)
        {
            _ones.Add(Math.Abs(first));
            _ones.Add(Math.Abs(second));
            return;
        }

        if (Math.Abs(first) > Math.Abs(second))
        {
            (first, second) = (second, first);
        }

        _equals[Math.Abs(second)] = Math.Sign(second) * first;
    }

    /// <summary>Makes a scale 1.</summary>
    public void Freeze(int scale) => Tie(scale, One);
}
