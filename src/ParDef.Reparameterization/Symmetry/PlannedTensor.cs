namespace ParDef.Reparameterization.Symmetry;

/// <summary>One weight of a plan.</summary>
/// <param name="Name">The initializer.</param>
/// <param name="ElementType">Number in <c>TensorProto.DataType</c>: 1, 10, 11 or 16.</param>
/// <param name="Elements">Number of elements.</param>
/// <param name="Parts">Runs of it that are tensors of their own.</param>
public sealed record PlannedTensor(string Name, int ElementType, long Elements, IReadOnlyList<PlannedPart> Parts);
