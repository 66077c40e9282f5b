using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>64 bytes.</summary>
internal readonly struct ByteVector512(Vector512<byte> value) : IByteVector<ByteVector512>
{
    public Vector512<byte> Value { get; } = value;

    public static int Bytes => Vector512<byte>.Count;

    public static ByteVector512 Zero => default;

    public bool IsZero => Value == Vector512<byte>.Zero;

    public bool HasOne => Vector512.EqualsAny(Value, Vector512<byte>.One);

    public static ByteVector512 Load(ref readonly byte source, nuint offset) => new(Vector512.LoadUnsafe(in source, offset));

    public void Store(ref byte target, nuint offset) => Value.StoreUnsafe(ref target, offset);

    public static ByteVector512 operator ^(ByteVector512 left, ByteVector512 right) => new(left.Value ^ right.Value);

    public static ByteVector512 operator &(ByteVector512 left, ByteVector512 right) => new(left.Value & right.Value);

    public static ByteVector512 operator |(ByteVector512 left, ByteVector512 right) => new(left.Value | right.Value);

    public static ByteVector512 operator +(ByteVector512 left, ByteVector512 right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteVector512 RotateRight() => new(
        (Vector512.ShiftRightLogical(Value.AsUInt16(), 1).AsByte() & Vector512.Create((byte)0x7F))
        | (Vector512.ShiftLeft(Value.AsUInt16(), 7).AsByte() & Vector512.Create((byte)0x80)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteVector512 RotateLeft() => new(
        (Vector512.ShiftLeft(Value.AsUInt16(), 1).AsByte() & Vector512.Create((byte)0xFE))
        | (Vector512.ShiftRightLogical(Value.AsUInt16(), 7).AsByte() & Vector512.Create((byte)0x01)));

    public static ByteVector512 Fill(byte value) => new(Vector512.Create(value));

    public static ByteVector512 Repeat(ReadOnlySpan<byte> sixteen)
    {
        var part = Vector128.Create(sixteen);
        return new(Vector512.Create(Vector256.Create(part, part), Vector256.Create(part, part)));
    }

    public ByteVector512 AddSaturate(ByteVector512 other) => new(Vector512.AddSaturate(Value, other.Value));

    public ByteVector512 AddSigned(ByteVector512 other) => new(Vector512.AddSaturate(Value.AsSByte(), other.Value.AsSByte()).AsByte());

    public ByteVector512 SubtractSigned(ByteVector512 other) => new(Vector512.SubtractSaturate(Value.AsSByte(), other.Value.AsSByte()).AsByte());

    public ByteVector512 Magnitude() => new(Vector512.Min(Vector512.Abs(Value.AsSByte()).AsByte(), Vector512.Create((byte)sbyte.MaxValue)));

    public ByteVector512 NegateWhere(ByteVector512 negative) => new(Vector512.ConditionalSelect(
        Vector512.LessThan(negative.Value.AsSByte(), Vector512<sbyte>.Zero).AsByte(), Vector512<byte>.Zero - Value, Value));

    public int CountNegative() => BitOperations.PopCount(Value.ExtractMostSignificantBits());

    public ByteVector512 Pick(ByteVector512 table) => new(Avx512BW.Shuffle(table.Value, Avx512BW.AddSaturate(Value, Vector512.Create((byte)0x70))));

    public ByteVector512 HighNibble() => new(Vector512.ShiftRightLogical(Value.AsUInt16(), 4).AsByte() & Vector512.Create((byte)0x0F));

    public ByteVector512 ExceedsSigned(ByteVector512 other) => new(Vector512.GreaterThan(Value.AsSByte(), other.Value.AsSByte()).AsByte());

    public ByteVector512 Differs(ByteVector512 other) => new(~Vector512.Equals(Value, other.Value));
}
