namespace ParDef.Artifacts.Errors;

/// <summary>The one table from which exit codes, JSON codes and documents are made.</summary>
public static class ErrorTable
{
    /// <summary>Stable text of a code, for programs.</summary>
    public static string Text(this ErrorCode code) => Row(code).Text;

    /// <summary>Exit code of the command, 0 to 4 or 130.</summary>
    public static int ExitCode(this ErrorCode code) => Row(code).Exit;

    private static (string Text, int Exit) Row(ErrorCode code) => code switch
    {
        ErrorCode.Repairable => ("repairable", 1),
        ErrorCode.Damaged => ("damaged", 2),
        ErrorCode.WrongKey => ("wrong-key", 2),
        ErrorCode.Forged => ("forged", 2),
        ErrorCode.RolledBack => ("rolled-back", 2),
        ErrorCode.Unsupported => ("unsupported", 4),
        ErrorCode.MalformedModel => ("malformed-model", 3),
        ErrorCode.MalformedKey => ("malformed-key", 3),
        ErrorCode.MalformedInput => ("malformed-input", 3),
        ErrorCode.Usage => ("usage", 3),
        ErrorCode.FileAccess => ("file-access", 3),
        ErrorCode.OutputExists => ("output-exists", 3),
        ErrorCode.Interrupted => ("interrupted", 130),
        ErrorCode.Internal => ("internal", 3),
        _ => throw new ArgumentOutOfRangeException(nameof(code)),
    };
}
