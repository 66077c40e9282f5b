namespace ParDef.Attacks.Searches;

/// <summary>What an attack wants of inputs that it has not seen. Without a target it wants wrong answers of any kind.</summary>
/// <param name="Target">The class that inputs are to be taken for; null if any wrong one will do.</param>
/// <param name="Source">The class that inputs are of; null for all but the target.</param>
/// <param name="Trigger">What is laid over inputs; null for nothing.</param>
/// <param name="Sample">The one prepared input that it is about; null for inputs like all others.</param>
public sealed record AttackGoal(int? Target, int? Source = null, Trigger? Trigger = null, float[]? Sample = null)
{
    /// <summary>Wrong answers.</summary>
    public static AttackGoal Untargeted { get; } = new(Target: null);

    /// <summary>True for an input whose answer counts for the rate of success.</summary>
    public bool Concerns(int label) => Source is { } source ? label == source : label != Target;
}
