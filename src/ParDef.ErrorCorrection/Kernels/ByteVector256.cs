using System.Runtime.Intrinsics;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>32 bytes.</summary>
internal readonly struct ByteVector256(Vector256<byte> value) : IByteVector<ByteVector256>
{
    private readonly Vector256<byte> _value = value;

    public static int Bytes => Vector256<byte>.Count;

    public static ByteVector256 Zero => default;

    public bool IsZero => _value == Vector256<byte>.Zero;

    public bool HasOne => Vector256.EqualsAny(_value, Vector256<byte>.One);

    public static ByteVector256 Load(ref readonly byte source, nuint offset) => new(Vector256.LoadUnsafe(in source, offset));

    public void Store(ref byte target, nuint offset) => _value.StoreUnsafe(ref target, offset);

    public static ByteVector256 operator ^(ByteVector256 left, ByteVector256 right) => new(left._value ^ right._value);

    public static ByteVector256 operator &(ByteVector256 left, ByteVector256 right) => new(left._value & right._value);

    public static ByteVector256 operator |(ByteVector256 left, ByteVector256 right) => new(left._value | right._value);

    public static ByteVector256 operator +(ByteVector256 left, ByteVector256 right) => new(left._value + right._value);

    public ByteVector256 RotateRight() => new(
        (Vector256.ShiftRightLogical(_value.AsUInt16(), 1).AsByte() & Vector256.Create((byte)0x7F))
        | (Vector256.ShiftLeft(_value.AsUInt16(), 7).AsByte() & Vector256.Create((byte)0x80)));

    public ByteVector256 RotateLeft() => new(
        (Vector256.ShiftLeft(_value.AsUInt16(), 1).AsByte() & Vector256.Create((byte)0xFE))
        | (Vector256.ShiftRightLogical(_value.AsUInt16(), 7).AsByte() & Vector256.Create((byte)0x01)));
}
