namespace ParDef.Runtime.Liveness;

/// <summary>What was found of one tensor.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Bytes">Bytes of it in the model.</param>
/// <param name="State">What was found.</param>
public sealed record TensorLiveness(string Name, long Bytes, TensorState State);
