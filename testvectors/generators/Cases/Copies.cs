namespace ParDef.TestVectors.Cases;

/// <summary>The header copies of a file of one payload page.</summary>
internal static class Copies
{
    public const int Block = 1344;

    public delegate void Edit(int number, Span<byte> copy);

    /// <summary>Offsets of the 21 copies of a small file.</summary>
    public static int[] Offsets(byte[] file) =>
    [
        .. new[] { 0, Block + 4096, file.Length - Block }.SelectMany(block => Enumerable.Range(0, 7).Select(copy => block + (192 * copy))),
    ];

    /// <summary>Changes every copy; they are numbered through all three blocks.</summary>
    public static void ForEach(byte[] file, Edit edit)
    {
        int[] offsets = Offsets(file);
        for (int i = 0; i < offsets.Length; i++)
        {
            edit(i, file.AsSpan(offsets[i], 192));
        }
    }
}
