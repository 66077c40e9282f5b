namespace ParDef.Reparameterization.Symmetry;

/// <summary>One weight of a plan.</summary>
/// <param name="Name">The initializer, or the output of the <c>Constant</c> node that holds it.</param>
/// <param name="ElementType">Number in <c>TensorProto.DataType</c>: 1, 10, 11 or 16, or of integers that are dequantized: 2, 3 or 6.</param>
/// <param name="Elements">Number of elements.</param>
/// <param name="Parts">Runs of it that are tensors of their own.</param>
public sealed record PlannedTensor(string Name, int ElementType, long Elements, IReadOnlyList<PlannedPart> Parts);
