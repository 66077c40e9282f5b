namespace ParDef.Onnx.Reading;

/// <summary>Names from a model as they stand in messages: a hostile one must not fill or steer a terminal.</summary>
internal static class QuotedName
{
    private const int Longest = 100;

    /// <summary>The name in quotes, cut at a hundred characters, control characters as question marks.</summary>
    public static string Of(string? name)
    {
        name ??= "";
        string shown = name.Length > Longest ? name[..Longest] + "..." : name;
        return "\"" + string.Concat(shown.Select(character => char.IsControl(character) ? '?' : character)) + "\"";
    }
}
