namespace ParDef.Cli.Inference;

/// <summary>What a model says about one item of an input.</summary>
/// <param name="Item">Its place on the batch axis.</param>
/// <param name="Top">The most probable classes, the first one first.</param>
internal sealed record Prediction(int Item, IReadOnlyList<ClassProbability> Top);
