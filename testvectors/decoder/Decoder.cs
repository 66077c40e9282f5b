using System.Security.Cryptography;
using System.Text;
using ParDef.IndependentDecoder.Headers;
using ParDef.IndependentDecoder.Models;
using ParDef.IndependentDecoder.Pages;
using ParDef.IndependentDecoder.Payload;

namespace ParDef.IndependentDecoder;

/// <summary>Reads a file in the order of trust (section 12).</summary>
public static class Decoder
{
    /// <summary>The whole content of a file.</summary>
    /// <param name="file">All its bytes.</param>
    /// <param name="master">The master key, 32 bytes.</param>
    /// <exception cref="RefusedException">It is not accepted.</exception>
    public static Decoded Decode(byte[] file, byte[] master)
    {
        foreach (var header in HeaderSearch.Find(file, master))
        {
            var layout = Layout.Of(header.Payload, header.Redundancy);
            long excess = file.Length - layout.FileBytes;
            foreach (long shift in excess == 0 ? [0] : new[] { 0, excess })
            {
                var pages = new PageRepair(file, shift, layout, header.FileKey);
                if (pages.Repair() is { } padded)
                {
                    return Open(header, padded, pages, file);
                }
            }
        }

        throw new RefusedException("damaged", "no header under which all payload pages verify");
    }

    private static Decoded Open(HeaderFields header, byte[] padded, PageRepair pages, byte[] file)
    {
        RefusedException.Unless(padded.AsSpan((int)header.Payload).IndexOfAnyExcept((byte)0) < 0, "padding behind the payload");
        byte[] payload = padded[..(int)header.Payload];
        var (manifest, streams) = PayloadReader.Read(header, payload);
        byte[] source = SourceJoin.Join(manifest, streams);
        byte[] whole = pages.AllVerified && HeadersAsWritten(header, file) ? file : pages.WholeFile(header.Copy);
        return new Decoded(
            ReferenceEquals(whole, file),
            whole,
            source,
            manifest.Files,
            Encoding.UTF8.GetString(manifest.Id),
            manifest.Revision,
            SHA256.HashData(payload),
            header.Generation);
    }

    private static bool HeadersAsWritten(HeaderFields header, byte[] file)
    {
        var layout = Layout.Of(header.Payload, header.Redundancy);
        if (file.Length != layout.FileBytes)
        {
            return false;
        }

        byte[] written = (byte[])file.Clone();
        layout.WriteHeaders(header.Copy, written);
        return written.AsSpan().SequenceEqual(file);
    }
}
