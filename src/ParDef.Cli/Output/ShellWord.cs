namespace ParDef.Cli.Output;

/// <summary>Words of commands that a hint prints for copying.</summary>
internal static class ShellWord
{
    private const string Plain = "_-./:=,+@%";

    /// <summary>The word as a shell reads it back: quoted where it has to be.</summary>
    public static string Of(string word) =>
        word.Length > 0 && word.All(character => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character))
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
