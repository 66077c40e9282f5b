using System.IO.Compression;

namespace ParDef.Data.ImageSets;

/// <summary>The bytes of an image set, plain or unpacked from gzip, and an upper bound on how many can come.</summary>
internal sealed class SetStream : IDisposable
{
    // DEFLATE (RFC 1951) codes at most 258 bytes in two bits, so a byte unpacks to at most 1,032.
    private const long LargestExpansion = 1032;

    private readonly string name;
    private readonly GZipStream? unpacker;
    private readonly Stream content;
    private readonly long mostBytes;

    /// <summary>Starts at the first byte of a seekable stream, which stays the caller's to close.</summary>
    public SetStream(Stream file, string name)
    {
        this.name = name;
        file.Position = 0;
        bool packed = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        unpacker = packed ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : null;
        content = unpacker ?? file;
        mostBytes = packed ? checked(file.Length * LargestExpansion) : file.Length;
    }

    /// <summary>Refuses a claimed length that the file cannot give; called before memory is taken for it.</summary>
    public void RequirePossible(long claimedBytes)
    {
        if (claimedBytes > mostBytes)
        {
            throw new DataFormatException($"{name} claims {claimedBytes:N0} bytes of content, which is more than the file can hold");
        }
    }

    /// <summary>Fills a buffer.</summary>
    public void Read(Span<byte> buffer)
    {
        try
        {
            content.ReadExactly(buffer);
        }
        catch (EndOfStreamException end)
        {
            throw new DataFormatException($"{name} ends before the content that its header claims", end);
        }
        catch (InvalidDataException damage)
        {
            throw Damaged(damage);
        }
    }

    /// <summary>Refuses bytes after the claimed content.</summary>
    public void RequireEnd()
    {
        try
        {
            if (content.ReadByte() >= 0)
            {
                throw new DataFormatException($"{name} goes on after the content that its header claims");
            }
        }
        catch (InvalidDataException damage)
        {
            throw Damaged(damage);
        }
    }

    public void Dispose() => unpacker?.Dispose();

    private DataFormatException Damaged(InvalidDataException damage) => new($"{name} is a damaged gzip file", damage);
}
