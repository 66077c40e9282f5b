using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ParDef.Data.Tensors;

/// <summary>
/// What the header of a .npy file claims, read before NumSharp is asked: NumSharp takes the memory that a header claims, so a
/// claim is first compared with the length of the file.
/// </summary>
internal sealed partial record NpyHeader(string ElementType, IReadOnlyList<long> Shape, long ContentOffset)
{
    /// <summary>Longest header; NumPy itself reads 10,000 bytes of a file that it does not trust.</summary>
    private const int MaximumHeaderBytes = 10_000;

    private const int MaximumRank = 32;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header from the start of a file.</summary>
    /// <exception cref="DataFormatException">It is not a header of a plain tensor.</exception>
    public static NpyHeader Read(Stream file, string name)
    {
        try
        {
            Span<byte> start = stackalloc byte[8];
            file.ReadExactly(start);
            if (!start[..6].SequenceEqual(Magic) || start[6] is < 1 or > 3 || start[7] != 0)
            {
                throw new DataFormatException($"{name} is not a .npy file of version 1, 2 or 3");
            }

            Span<byte> length = stackalloc byte[4];
            length.Clear();
            int lengthBytes = start[6] == 1 ? 2 : 4;
            file.ReadExactly(length[..lengthBytes]);
            uint headerBytes = BinaryPrimitives.ReadUInt32LittleEndian(length);
            if (headerBytes > MaximumHeaderBytes)
            {
                throw new DataFormatException($"{name} has a header of {headerBytes:N0} bytes; at most {MaximumHeaderBytes:N0} are read");
            }

            byte[] header = new byte[headerBytes];
            file.ReadExactly(header);
            return Parse(Encoding.Latin1.GetString(header), 8 + lengthBytes + headerBytes, name);
        }
        catch (EndOfStreamException end)
        {
            throw new DataFormatException($"{name} ends inside its .npy header", end);
        }
    }

    /// <summary>Compares the claimed size with what the file holds.</summary>
    /// <exception cref="DataFormatException">The element type is not read, the tensor is too large, or the file has another length.</exception>
    public void RequireContent(long fileBytes, string name)
    {
        if (!NumberType().IsMatch(ElementType))
        {
            throw new DataFormatException($"{name} holds elements of type '{ElementType}'; booleans, integers and floats are read");
        }

        if (Shape.Count > MaximumRank)
        {
            throw TooLarge(name);
        }

        // A side of zero empties the tensor, but NumSharp multiplies the others all the same, so zeros are left out at first.
        long elements = 1;
        foreach (long side in Shape.Where(side => side > 0))
        {
            if (side > DataLimits.MaximumElements / elements)
            {
                throw TooLarge(name);
            }

            elements *= side;
        }

        if (Shape.Contains(0))
        {
            elements = 0;
        }

        long claimed = elements * int.Parse(ElementType.AsSpan(2), CultureInfo.InvariantCulture);
        if (claimed != fileBytes - ContentOffset)
        {
            throw new DataFormatException(
                $"{name} claims {claimed:N0} bytes of elements but holds {fileBytes - ContentOffset:N0}");
        }
    }

    private DataFormatException TooLarge(string name) =>
        new($"{name} claims the shape ({string.Join(", ", Shape)}); at most {DataLimits.MaximumElements:N0} elements on {MaximumRank} axes are read");

    private static NpyHeader Parse(string header, long contentOffset, string name)
    {
        // Each key exactly once: with a second one the size checked here and the size that NumSharp takes could differ.
        var types = ElementTypeEntry().Matches(header);
        var shapes = ShapeEntry().Matches(header);
        if (types.Count != 1 || shapes.Count != 1)
        {
            throw new DataFormatException($"{name} is not a plain tensor: its .npy header does not give one element type and one shape");
        }

        var sides = new List<long>();
        foreach (string side in shapes[0].Groups["sides"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            sides.Add(long.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                ? number
                : throw new DataFormatException($"{name} claims a side of '{side}' elements"));
        }

        return new NpyHeader(types[0].Groups["type"].Value, sides, contentOffset);
    }

    [GeneratedRegex("""^(\|b1|[<>=|][iu]1|[<>=][iu][248]|[<>=]f[248])$""")]
    private static partial Regex NumberType();

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"](?<type>[^'"]{0,64})['"]""")]
    private static partial Regex ElementTypeEntry();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\((?<sides>[^()]*)\)""")]
    private static partial Regex ShapeEntry();
}
