namespace ParDef.Reparameterization.Symmetry;

/// <summary>What lies at one position of an axis: a channel, and which of its copies where neutral axes were folded into the axis.</summary>
/// <param name="Channel">Number of the channel, or -1 for a position that holds zero for every input.</param>
/// <param name="Tag">0 for the channel itself, else a number of <see cref="Tags"/>.</param>
internal readonly record struct Place(int Channel, int Tag)
{
    /// <summary>A position that a zero pad has made: it agrees with every channel and every scale.</summary>
    public static Place Zero { get; } = new(-1, 0);

    /// <summary>Whether this is <see cref="Zero"/>.</summary>
    public bool IsZero => Channel < 0;
}
