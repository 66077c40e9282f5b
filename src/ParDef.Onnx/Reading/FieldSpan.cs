namespace ParDef.Onnx.Reading;

/// <summary>Where a field with a length lies in the file.</summary>
/// <param name="Start">First byte of its tag.</param>
/// <param name="Content">First byte of its content.</param>
/// <param name="Length">Bytes of content.</param>
internal readonly record struct FieldSpan(int Start, int Content, int Length)
{
    /// <summary>First byte after it.</summary>
    public int End => Content + Length;

    /// <summary>Tag, length and content, as a cut of a message that begins at <paramref name="origin"/>.</summary>
    public (int Offset, int Length) Within(int origin) => (Start - origin, End - Start);
}
