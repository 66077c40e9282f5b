using System.Globalization;
using System.Text;

namespace ParDef.Cli.Output;

/// <summary>Text that is safe to show on a terminal: names from files can hold escape sequences.</summary>
internal static class Printable
{
    /// <summary>The text with control and format characters written as <c>\uXXXX</c>.</summary>
    public static string Of(string text)
    {
        if (!text.Any(IsHidden))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            _ = IsHidden(character)
                ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}")
                : shown.Append(character);
        }

        return shown.ToString();
    }

    private static bool IsHidden(char character) =>
        char.IsControl(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
