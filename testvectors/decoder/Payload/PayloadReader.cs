using ParDef.IndependentDecoder.Headers;

namespace ParDef.IndependentDecoder.Payload;

/// <summary>Takes a payload apart: manifest and the four streams (section 9, clauses 3 to 5).</summary>
public static class PayloadReader
{
    /// <summary>The manifest and the streams, numbered from 1; stream 0 is empty.</summary>
    public static (Manifest Manifest, IReadOnlyList<byte[]> Streams) Read(HeaderFields header, byte[] payload)
    {
        byte[] bytes = Unpack(payload.AsSpan(0, (int)header.ManifestStored).ToArray(), header.Manifest);
        var manifest = Manifest.Read(bytes);
        long at = header.ManifestStored;
        var streams = new List<byte>[5];
        for (int stream = 0; stream < 5; stream++)
        {
            streams[stream] = [];
        }

        foreach (var block in manifest.Blocks)
        {
            RefusedException.Unless((long)block.Stored <= payload.Length - at, "the blocks are longer than the payload");
            streams[block.Stream].AddRange(Unpack(payload.AsSpan((int)at, (int)block.Stored).ToArray(), (long)block.Length));
            at += (long)block.Stored;
        }

        RefusedException.Unless(at == payload.Length, "the blocks are shorter than the payload");
        return (manifest, [.. streams.Select(stream => stream.ToArray())]);
    }

    private static byte[] Unpack(byte[] stored, long length) => stored.Length == length ? stored : Inflater.Inflate(stored, (int)length);
}
