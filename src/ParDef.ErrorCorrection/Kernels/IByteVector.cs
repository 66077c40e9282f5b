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
}
