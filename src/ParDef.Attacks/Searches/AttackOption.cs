namespace ParDef.Attacks.Searches;

/// <summary>One number that an attack can be given.</summary>
/// <param name="Name">As commands take it.</param>
/// <param name="Meaning">What it sets, in a few words, with its unit.</param>
/// <param name="Default">What it is where nothing is said.</param>
/// <param name="Least">Least value.</param>
/// <param name="Most">Largest value.</param>
public sealed record AttackOption(string Name, string Meaning, double Default, double Least, double Most);
