using System.CommandLine;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys.Sources;

namespace ParDef.Cli.Arguments;

/// <summary><c>--key</c>, or the environment variable <c>PARDEF_KEY_FILE</c>.</summary>
internal static class KeyOption
{
    private const string Default = "PARDEF_KEY_FILE";

    /// <summary>The option for a verb.</summary>
    public static Option<string?> Create() => new("--key")
    {
        Description = $"key file, env:NAME, fd:N, - for standard input, command:LINE or a pkcs11: URI; default: ${Default}",
        HelpName = "KEY",
    };

    /// <summary>Where the key comes from, or null if none was named.</summary>
    public static IKeySource? Find(string? given)
    {
        string? text = string.IsNullOrEmpty(given) ? Environment.GetEnvironmentVariable(Default) : given;
        return string.IsNullOrEmpty(text) ? null : KeySource.Parse(text);
    }

    /// <summary>The refusal of a line that needs a key and names none.</summary>
    public static ParDefException Missing(string verb) => new(
        ErrorCode.Usage,
        "no key was given",
        $"pardef {verb} ... --key KEY, where KEY is a key file, env:NAME, fd:N, -, command:LINE or a pkcs11: URI; or set {Default}; a new key: pardef keygen");
}
