using System.Numerics;
using System.Runtime.CompilerServices;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteVector128 RotateRight() => new(
        (Vector128.ShiftRightLogical(_value.AsUInt16(), 1).AsByte() & Vector128.Create((byte)0x7F))
        | (Vector128.ShiftLeft(_value.AsUInt16(), 7).AsByte() & Vector128.Create((byte)0x80)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteVector128 RotateLeft() => new(
        (Vector128.ShiftLeft(_value.AsUInt16(), 1).AsByte() & Vector128.Create((byte)0xFE))
        | (Vector128.ShiftRightLogical(_value.AsUInt16(), 7).AsByte() & Vector128.Create((byte)0x01)));

    public static ByteVector128 Fill(byte value) => new(Vector128.Create(value));

    public static ByteVector128 Repeat(ReadOnlySpan<byte> sixteen)
    {
        var part = Vector128.Create(sixteen);
        return new(part);
    }

    public ByteVector128 AddSaturate(ByteVector128 other) => new(Vector128.AddSaturate(_value, other._value));

    public ByteVector128 AddSigned(ByteVector128 other) => new(Vector128.AddSaturate(_value.AsSByte(), other._value.AsSByte()).AsByte());

    public ByteVector128 SubtractSigned(ByteVector128 other) => new(Vector128.SubtractSaturate(_value.AsSByte(), other._value.AsSByte()).AsByte());

    public ByteVector128 Magnitude() => new(Vector128.Min(Vector128.Abs(_value.AsSByte()).AsByte(), Vector128.Create((byte)sbyte.MaxValue)));

    public ByteVector128 NegateWhere(ByteVector128 negative)
    {
        var mask = Vector128.LessThan(negative._value.AsSByte(), Vector128<sbyte>.Zero).AsByte();
        return new((_value ^ mask) - mask);
    }

    public int CountNegative() => BitOperations.PopCount(_value.ExtractMostSignificantBits());

    public ByteVector128 Pick(ByteVector128 table) => new(Vector128.Shuffle(table._value, _value));

    public ByteVector128 HighNibble() => new(Vector128.ShiftRightLogical(_value.AsUInt16(), 4).AsByte() & Vector128.Create((byte)0x0F));

    public ByteVector128 ExceedsSigned(ByteVector128 other) => new(Vector128.GreaterThan(_value.AsSByte(), other._value.AsSByte()).AsByte());

    public ByteVector128 Differs(ByteVector128 other) => new(~Vector128.Equals(_value, other._value));
}
