namespace ParDef.Cli.Inference;

/// <summary>A class and its probability, 0 to 1.</summary>
internal readonly record struct ClassProbability(int Class, float Probability);
