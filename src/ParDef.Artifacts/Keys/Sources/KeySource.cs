using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Keys.Sources;

/// <summary>Key sources by their text: a path, <c>env:NAME</c>, <c>fd:N</c>, <c>-</c>, <c>command:LINE</c> or a <c>pkcs11:</c> URI.</summary>
public static class KeySource
{
    private const string EnvironmentPrefix = "env:";
    private const string DescriptorPrefix = "fd:";
    private const string CommandPrefix = "command:";

    /// <summary>The source that a text names. Nothing is opened yet.</summary>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Usage"/>: the text has a known prefix and then makes no sense.</exception>
    public static IKeySource Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return text == "-" ? new StandardInputKeySource()
            : After(text, EnvironmentPrefix) is { } variable ? new EnvironmentKeySource(variable)
            : After(text, DescriptorPrefix) is { } number ? DescriptorKeySource.Parse(number)
            : After(text, CommandPrefix) is { } line ? new CommandKeySource(line)
            : After(text, Pkcs11Uri.Scheme) is not null ? new Pkcs11KeySource(Pkcs11Uri.Parse(text))
            : new FileKeySource(text);
    }

    private static string? After(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : null;
}
