namespace ParDef.ErrorCorrection.Kernels;

/// <summary>
/// A vector of bytes of one width. The kernels are written once over it; the run-time compiler makes one version for each width.
/// </summary>
internal interface IByteVector<TSelf>
    where TSelf : struct, IByteVector<TSelf>
{
    /// <summary>Width in bytes.</summary>
    static abstract int Bytes { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf Load(ref readonly byte source, nuint offset);

    void Store(ref byte target, nuint offset);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Every byte rotated right by one bit.</summary>
    TSelf RotateRight();

    /// <summary>Every byte rotated left by one bit.</summary>
    TSelf RotateLeft();

    bool IsZero { get; }

    /// <summary>True if some byte is 1.</summary>
    bool HasOne { get; }

    /// <summary>The same byte everywhere.</summary>
    static abstract TSelf Fill(byte value);

    /// <summary>The same 16 bytes over and over.</summary>
    static abstract TSelf Repeat(ReadOnlySpan<byte> sixteen);

    /// <summary>Unsigned sum, 255 where it is greater.</summary>
    TSelf AddSaturate(TSelf other);

    /// <summary>Signed sum, held within -128 to 127.</summary>
    TSelf AddSigned(TSelf other);

    /// <summary>Signed difference, held within -128 to 127.</summary>
    TSelf SubtractSigned(TSelf other);

    /// <summary>Magnitudes of signed bytes, at most 127.</summary>
    TSelf Magnitude();

    /// <summary>Minus the byte where another is negative.</summary>
    TSelf NegateWhere(TSelf negative);

    /// <summary>How many bytes are negative.</summary>
    int CountNegative();

    /// <summary>What each byte as an index finds in a repeated table of 16; zero for 16 and more.</summary>
    TSelf Pick(TSelf table);

    /// <summary>Every byte divided by 16.</summary>
    TSelf HighNibble();

    /// <summary>255 where a signed byte is greater than the other, else 0.</summary>
    TSelf ExceedsSigned(TSelf other);

    /// <summary>255 where the bytes differ, else 0.</summary>
    TSelf Differs(TSelf other);
}
