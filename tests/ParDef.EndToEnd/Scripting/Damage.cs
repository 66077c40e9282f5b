namespace ParDef.EndToEnd.Scripting;

/// <summary>What happens to files in scripts. Plain and independent of the product's own fault library.</summary>
internal static class Damage
{
    private static ReadOnlySpan<byte> HeaderMagic => [0x89, 0x50, 0x61, 0x72, 0x44, 0x65, 0x66, 0x0A];

    private const int HeaderTagOffset = 160;

    /// <summary>Inverts distinct bits.</summary>
    public static void Flip(string file, int count, int seed) => Change(file, content =>
    {
        var random = new Random(seed);
        var bits = new HashSet<int>();
        while (bits.Count < count)
        {
            bits.Add(random.Next(8 * content.Length));
        }

        foreach (int bit in bits)
        {
            content[bit / 8] ^= (byte)(1 << bit % 8);
        }

        return content;
    });

    /// <summary>Overwrites a range with one byte.</summary>
    public static void Burst(string file, int start, int length, byte fill) => Change(file, content =>
    {
        content.AsSpan(start, length).Fill(fill);
        return content;
    });

    /// <summary>Removes the end.</summary>
    public static void CutEnd(string file, int count) => Change(file, content => content[..^count]);

    /// <summary>Appends zeros.</summary>
    public static void Append(string file, int count) => Change(file, content => [.. content, .. new byte[count]]);

    /// <summary>Breaks the authentication of every header copy, and leaves the checksum right that tells damage from forgery.</summary>
    public static void ForgeHeaders(string file) => Change(file, content =>
    {
        int copies = 0;
        for (int at = 0; at + HeaderTagOffset < content.Length; at++)
        {
            if (content.AsSpan(at).StartsWith(HeaderMagic))
            {
                content[at + HeaderTagOffset] ^= 1;
                copies++;
            }
        }

        Assert.True(copies >= 21, $"only {copies} header copies found");
        return content;
    });

    private static void Change(string file, Func<byte[], byte[]> change) => File.WriteAllBytes(file, change(File.ReadAllBytes(file)));
}
