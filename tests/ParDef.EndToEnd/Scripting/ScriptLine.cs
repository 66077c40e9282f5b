namespace ParDef.EndToEnd.Scripting;

/// <summary>One line of a script.</summary>
internal sealed record ScriptLine(int Number, string Text, string[] Words);
