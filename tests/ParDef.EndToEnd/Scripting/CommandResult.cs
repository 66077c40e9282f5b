namespace ParDef.EndToEnd.Scripting;

/// <summary>What a command left.</summary>
internal sealed record CommandResult(int Exit, string Output, string Error)
{
    public override string ToString() => $"exit {Exit}\n-- stdout\n{Output}\n-- stderr\n{Error}";
}
