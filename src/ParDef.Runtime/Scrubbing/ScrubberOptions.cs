namespace ParDef.Runtime.Scrubbing;

/// <summary>How a scrubber works. The defaults are for a service.</summary>
public sealed record ScrubberOptions
{
    private const long Mebibyte = 1 << 20;

    /// <summary>What the model is called in logs and metrics.</summary>
    public string Model { get; init; } = "model";

    /// <summary>
    /// Bytes to check in a second, or null for 1.25 times the watched bytes, 32 MiB at least and 320 MiB at most: a pass then takes less than a second up to 256 MiB, at 1 to 7 % of a core.
    /// </summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>Faults a minute that are not alarming; one more is quarantine. Memory without a fault in it has none in months.</summary>
    public int TolerableFaultsPerMinute { get; init; } = 3;

    /// <summary>Time without a completed pass after which the scrubber counts as stalled, or null for four passes, two seconds at least.</summary>
    public TimeSpan? StalledAfter { get; init; }

    /// <summary>Seed of order and phase, or null for one from the system, which nobody can foresee.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The rate for a region.</summary>
    internal long RateFor(long bytes) => BytesPerSecond ?? Math.Clamp(bytes + bytes / 4, 32 * Mebibyte, 320 * Mebibyte);

    /// <exception cref="ArgumentOutOfRangeException">A value means nothing.</exception>
    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Model);
        ArgumentOutOfRangeException.ThrowIfLessThan(BytesPerSecond ?? 1, 1, nameof(BytesPerSecond));
        ArgumentOutOfRangeException.ThrowIfNegative(TolerableFaultsPerMinute);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StalledAfter ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(StalledAfter));
    }
}
