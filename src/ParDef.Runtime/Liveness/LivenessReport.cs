namespace ParDef.Runtime.Liveness;

/// <summary>What was found of every constant tensor of a session when it was made.</summary>
/// <param name="Tensors">All of them, in the order of the graph.</param>
public sealed record LivenessReport(IReadOnlyList<TensorLiveness> Tensors)
{
    /// <summary>Number of tensors in a state.</summary>
    public int Count(TensorState state) => Tensors.Count(tensor => tensor.State == state);

    /// <summary>Bytes of the tensors in a state.</summary>
    public long Bytes(TensorState state) => Tensors.Where(tensor => tensor.State == state).Sum(tensor => tensor.Bytes);

    /// <summary>Tensors whose values matter to the outputs: all but structural and unobservable ones.</summary>
    public int Weights => Count(TensorState.Live) + Count(TensorState.Dead);
}
