namespace ParDef.Reparameterization.Symmetry;

/// <summary>What lies along one axis of a weight.</summary>
/// <param name="Channels">The channel of each position, or -1 where the position stays.</param>
/// <param name="Tags">Which copy of the channel it is.</param>
/// <param name="Scales">For each position the scales that multiply it; a negative number divides.</param>
public sealed record PlannedAxis(int[] Channels, int[] Tags, int[][] Scales);
