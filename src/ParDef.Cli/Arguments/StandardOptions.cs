using System.CommandLine;

namespace ParDef.Cli.Arguments;

/// <summary>Options that mean the same on every verb that has them.</summary>
internal static class StandardOptions
{
    /// <summary>On every verb: the result as JSON.</summary>
    public static Option<bool> Json { get; } =
        new("--json") { Description = "print the result, or the error, as JSON on standard output", Recursive = true };

    /// <summary>On every verb: stack traces.</summary>
    public static Option<bool> Debug { get; } = new("--debug") { Description = "show a stack trace with an error", Recursive = true };

    /// <summary>Where the result goes.</summary>
    public static Option<string?> Output(string description) => new("--output", "-o") { Description = description, HelpName = "FILE" };

    /// <summary>Whether an existing output is replaced.</summary>
    public static Option<bool> Force() => new("--force") { Description = "replace an existing output file" };

    /// <summary>Whether damage is met with a refusal.</summary>
    public static Option<bool> Strict() => new("--strict") { Description = "refuse a damaged file (exit 1) instead of repairing it in memory" };

    /// <summary>The artifact.</summary>
    public static Argument<string> Artifact() => new("FILE") { Description = "the .pardef file" };
}
