using System.Runtime.Intrinsics;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>64 bytes.</summary>
internal readonly struct ByteVector512(Vector512<byte> value) : IByteVector<ByteVector512>
{
    private readonly Vector512<byte> _value = value;

    public static int Bytes => Vector512<byte>.Count;

    public static ByteVector512 Zero => default;

    public bool IsZero => _value == Vector512<byte>.Zero;

    public bool HasOne => Vector512.EqualsAny(_value, Vector512<byte>.One);

    public static ByteVector512 Load(ref readonly byte source, nuint offset) => new(Vector512.LoadUnsafe(in source, offset));

    public void Store(ref byte target, nuint offset) => _value.StoreUnsafe(ref target, offset);

    public static ByteVector512 operator ^(ByteVector512 left, ByteVector512 right) => new(left._value ^ right._value);

    public static ByteVector512 operator &(ByteVector512 left, ByteVector512 right) => new(left._value & right._value);

    public static ByteVector512 operator |(ByteVector512 left, ByteVector512 right) => new(left._value | right._value);

    public static ByteVector512 operator +(ByteVector512 left, ByteVector512 right) => new(left._value + right._value);

    public ByteVector512 RotateRight() => new(
        (Vector512.ShiftRightLogical(_value.AsUInt16(), 1).AsByte() & Vector512.Create((byte)0x7F))
        | (Vector512.ShiftLeft(_value.AsUInt16(), 7).AsByte() & Vector512.Create((byte)0x80)));

    public ByteVector512 RotateLeft() => new(
        (Vector512.ShiftLeft(_value.AsUInt16(), 1).AsByte() & Vector512.Create((byte)0xFE))
        | (Vector512.ShiftRightLogical(_value.AsUInt16(), 7).AsByte() & Vector512.Create((byte)0x01)));
}
