using System.IO.Compression;

namespace ParDef.Data.Tests.Samples;

internal static class Gzip
{
    public static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            packer.Write(content);
        }

        return packed.ToArray();
    }
}
