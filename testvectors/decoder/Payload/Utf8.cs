using System.Text;

namespace ParDef.IndependentDecoder.Payload;

/// <summary>Texts of the manifest.</summary>
public static class Utf8
{
    /// <summary>The text; bytes that are not UTF-8 are refused.</summary>
    public static string Text(byte[] utf8)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            RefusedException.Unless(false, "a text of the manifest is not UTF-8");
            return "";
        }
    }
}
