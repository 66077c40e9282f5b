namespace ParDef.Quantization;

/// <summary>How many elements of a tensor share one scale.</summary>
public enum Granularity
{
    /// <summary>One scale per output channel of the consuming operator.</summary>
    Channel,

    /// <summary>One scale for the whole tensor, as the paper has it.</summary>
    Tensor,
}
