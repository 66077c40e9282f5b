using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Recovering;

namespace ParDef.Artifacts.Inspecting;

/// <summary>What anybody can read in a file without a key. Nobody vouches for it.</summary>
/// <param name="Header">Fields of the header.</param>
/// <param name="Layout">What follows from the payload length.</param>
public sealed record PublicHeader(Header Header, FileLayout Layout)
{
    /// <summary>Reads the header fields of a file.</summary>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.Damaged"/>: no copy of a header looks undamaged; <see cref="ErrorCode.Unsupported"/>: one of a newer version does.
    /// </exception>
    public static PublicHeader Read(ReadOnlySpan<byte> file)
    {
        var header = HeaderSearch.FindUnverified(file);
        return new PublicHeader(header, FileLayout.ForPayload(header.PayloadLength, header.Redundancy));
    }
}
