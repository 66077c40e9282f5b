using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteVector256 RotateRight() => new(
        (Vector256.ShiftRightLogical(_value.AsUInt16(), 1).AsByte() & Vector256.Create((byte)0x7F))
        | (Vector256.ShiftLeft(_value.AsUInt16(), 7).AsByte() & Vector256.Create((byte)0x80)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteVector256 RotateLeft() => new(
        (Vector256.ShiftLeft(_value.AsUInt16(), 1).AsByte() & Vector256.Create((byte)0xFE))
        | (Vector256.ShiftRightLogical(_value.AsUInt16(), 7).AsByte() & Vector256.Create((byte)0x01)));

    public static ByteVector256 Fill(byte value) => new(Vector256.Create(value));

    public static ByteVector256 Repeat(ReadOnlySpan<byte> sixteen)
    {
        var part = Vector128.Create(sixteen);
        return new(Vector256.Create(part, part));
    }

    public ByteVector256 AddSaturate(ByteVector256 other) => new(Vector256.AddSaturate(_value, other._value));

    public ByteVector256 AddSigned(ByteVector256 other) => new(Vector256.AddSaturate(_value.AsSByte(), other._value.AsSByte()).AsByte());

    public ByteVector256 SubtractSigned(ByteVector256 other) => new(Vector256.SubtractSaturate(_value.AsSByte(), other._value.AsSByte()).AsByte());

    public ByteVector256 Magnitude() => new(Vector256.Min(Vector256.Abs(_value.AsSByte()).AsByte(), Vector256.Create((byte)sbyte.MaxValue)));

    public ByteVector256 NegateWhere(ByteVector256 negative)
    {
        var mask = Vector256.LessThan(negative._value.AsSByte(), Vector256<sbyte>.Zero).AsByte();
        return new((_value ^ mask) - mask);
    }

    public int CountNegative() => BitOperations.PopCount(_value.ExtractMostSignificantBits());

    public ByteVector256 Pick(ByteVector256 table) =>
        new(Avx2.Shuffle(table._value, Avx2.AddSaturate(_value, Vector256.Create((byte)0x70))));

    public ByteVector256 HighNibble() => new(Vector256.ShiftRightLogical(_value.AsUInt16(), 4).AsByte() & Vector256.Create((byte)0x0F));

    public ByteVector256 ExceedsSigned(ByteVector256 other) => new(Vector256.GreaterThan(_value.AsSByte(), other._value.AsSByte()).AsByte());

    public ByteVector256 Differs(ByteVector256 other) => new(~Vector256.Equals(_value, other._value));
}
