namespace ParDef.Cli.Commands;

/// <summary>What holds for the whole command, as help and manual say it.</summary>
internal static class Conventions
{
    /// <summary>Lines to type, and what they do.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Examples { get; } =
    [
        ("pardef keygen -o model.key", "a new key, once"),
        ("pardef protect model.onnx --key model.key", "model.onnx -> model.pardef"),
        ("pardef verify model.pardef --key model.key", "check every byte; repair what is damaged with: pardef repair"),
    ];

    /// <summary>Exit codes, and what they mean.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> ExitCodes { get; } =
    [
        ("0", "fine: clean, or done"),
        ("1", "damage found that can be repaired (verify), or that was met under --strict"),
        ("2", "refused: beyond repair, forged, wrong key, wrong identity, rolled back"),
        ("3", "bad input or usage: no such file, malformed model, unknown option"),
        ("4", "unsupported: newer format, operator, size or provider"),
        ("130", "interrupted"),
    ];

    /// <summary>Environment variables, and what they do.</summary>
    public static IReadOnlyList<(string Name, string Meaning)> Environment { get; } =
    [
        ("PARDEF_KEY_FILE", "the key, where --key is not given"),
        ("PARDEF_KERNEL", "scalar, portable, avx2 or avx512 instead of the fastest"),
        ("NO_COLOR", "no colours"),
    ];
}
