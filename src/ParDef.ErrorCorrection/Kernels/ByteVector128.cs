using System.Runtime.Intrinsics;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>16 bytes.</summary>
internal readonly struct ByteVector128(Vector128<byte> value) : IByteVector<ByteVector128>
{
    private readonly Vector128<byte> _value = value;

    public static int Bytes => Vector128<byte>.Count;

    public static ByteVector128 Zero => default;

    public bool IsZero => _value == Vector128<byte>.Zero;

    public bool HasOne => Vector128.EqualsAny(_value, Vector128<byte>.One);

    public static ByteVector128 Load(ref readonly byte source, nuint offset) => new(Vector128.LoadUnsafe(in source, offset));

    public void Store(ref byte target, nuint offset) => _value.StoreUnsafe(ref target, offset);

    public static ByteVector128 operator ^(ByteVector128 left, ByteVector128 right) => new(left._value ^ right._value);

    public static ByteVector128 operator &(ByteVector128 left, ByteVector128 right) => new(left._value & right._value);

    public static ByteVector128 operator |(ByteVector128 left, ByteVector128 right) => new(left._value | right._value);

    public static ByteVector128 operator +(ByteVector128 left, ByteVector128 right) => new(left._value + right._value);

    public ByteVector128 RotateRight() => new(
        (Vector128.ShiftRightLogical(_value.AsUInt16(), 1).AsByte() & Vector128.Create((byte)0x7F))
        | (Vector128.ShiftLeft(_value.AsUInt16(), 7).AsByte() & Vector128.Create((byte)0x80)));

    public ByteVector128 RotateLeft() => new(
        (Vector128.ShiftLeft(_value.AsUInt16(), 1).AsByte() & Vector128.Create((byte)0xFE))
        | (Vector128.ShiftRightLogical(_value.AsUInt16(), 7).AsByte() & Vector128.Create((byte)0x01)));
}
