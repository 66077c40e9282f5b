namespace ParDef.Reparameterization.Keyed;

/// <summary>How free factors are drawn.</summary>
public enum ScaleLaw
{
    /// <summary>All are 1: weights are only permuted, and come back bit for bit.</summary>
    None,

    /// <summary>Uniform on [0.75, 1.25], rounded to 24 bits.</summary>
    Uniform,

    /// <summary>1/2, 1 or 2, each as likely: exact as long as nothing becomes subnormal or overflows.</summary>
    PowersOfTwo,
}
