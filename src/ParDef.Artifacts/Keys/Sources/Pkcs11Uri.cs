using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Keys.Sources;

/// <summary>The part of RFC 7512 that finds a key: <c>pkcs11:token=T;object=O?module-path=M&amp;pin-source=P</c>, or <c>pin-value</c> instead of <c>pin-source</c>.</summary>
internal sealed record Pkcs11Uri(string Token, string Label, string ModulePath, string? PinSource, string? PinValue)
{
    public const string Scheme = "pkcs11:";

    private const string Example = "pkcs11:token=pardef;object=model?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=/run/secrets/pin";

    private static readonly string[] Known = ["token", "object", "type", "module-path", "pin-source", "pin-value"];

    /// <exception cref="ParDefException"><see cref="ErrorCode.Usage"/>.</exception>
    public static Pkcs11Uri Parse(string text)
    {
        string[] parts = text[Scheme.Length..].Split('?', 2);
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string attribute in parts[0].Split(';').Concat(parts.Length == 2 ? parts[1].Split('&') : []).Where(attribute => attribute.Length > 0))
        {
            string[] pair = attribute.Split('=', 2);
            if (pair.Length != 2 || !Known.Contains(pair[0]) || !attributes.TryAdd(pair[0], Uri.UnescapeDataString(pair[1])))
            {
                throw Refused($"{pair[0]} is not known, has no value, or stands twice");
            }
        }

        if (attributes.TryGetValue("type", out string? type) && type != "secret-key")
        {
            throw Refused("its type is not secret-key");
        }

        foreach (string needed in (string[])["token", "object", "module-path"])
        {
            if (!attributes.TryGetValue(needed, out string? value) || value.Length == 0)
            {
                throw Refused($"{needed} is missing");
            }
        }

        return new Pkcs11Uri(
            attributes["token"], attributes["object"], attributes["module-path"], attributes.GetValueOrDefault("pin-source"), attributes.GetValueOrDefault("pin-value"));
    }

    private static ParDefException Refused(string what) => new(ErrorCode.Usage, $"the URI of the token cannot be used: {what}", $"for example {Example}");
}
