namespace ParDef.Evaluation.Demonstration;

/// <summary>One step of the story, with figures computed a moment ago.</summary>
/// <param name="Title">What is done.</param>
/// <param name="Facts">Figures by name, in the order to print them.</param>
/// <param name="Meaning">What they say, one sentence.</param>
/// <param name="Held">True if what the sentence says is so.</param>
public sealed record DemonstrationStep(
    string Title, IReadOnlyList<KeyValuePair<string, string>> Facts, string Meaning, bool Held);
