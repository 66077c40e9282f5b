namespace ParDef.Evaluation.Trials;

/// <summary>Everything that determines the result of one trial; the place where it is computed is no part of it.</summary>
/// <param name="Campaign">Full text of the campaign.</param>
/// <param name="ModelDigest">SHA-256 of the model in hexadecimal.</param>
/// <param name="Version">Version of ParDef that computes.</param>
/// <param name="Number">Number of the trial in its campaign, from 0.</param>
public sealed record TrialKey(string Campaign, string ModelDigest, string Version, long Number)
{
    /// <summary>The key as text: equal texts are equal trials. The campaign stands last, as it alone may have several lines.</summary>
    public string Text => FormattableString.Invariant($"version {OneLine(Version)}\nmodel {OneLine(ModelDigest)}\ntrial {Number}\n{Campaign}");

    private static string OneLine(string text) =>
        text.Contains('\n', StringComparison.Ordinal) ? throw new ArgumentException("a version or a digest has one line", nameof(text)) : text;
}
