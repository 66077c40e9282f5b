using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>Looks up through permutations of 128 bytes (AVX-512 VBMI).</summary>
internal readonly struct PermuteLookup : IPhiLookup<PermuteLookup, ByteVector512>
{
    private static readonly Vector512<byte> Phi0 = Table(PhiTables.Phi, 0);
    private static readonly Vector512<byte> Phi1 = Table(PhiTables.Phi, 1);
    private static readonly Vector512<byte> Message0 = Table(PhiTables.Message, 0);
    private static readonly Vector512<byte> Message1 = Table(PhiTables.Message, 1);
    private static readonly Vector512<byte> Message2 = Table(PhiTables.Message, 2);
    private static readonly Vector512<byte> Message3 = Table(PhiTables.Message, 3);

    public static PermuteLookup Create() => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteVector512 Phi(ByteVector512 magnitudes) => new(Avx512Vbmi.PermuteVar64x8x2(Phi0, magnitudes.Value, Phi1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteVector512 Message(ByteVector512 sums) => new(Vector512.ConditionalSelect(
        Vector512.LessThan(sums.Value.AsSByte(), Vector512<sbyte>.Zero).AsByte(),
        Avx512Vbmi.PermuteVar64x8x2(Message2, sums.Value, Message3),
        Avx512Vbmi.PermuteVar64x8x2(Message0, sums.Value, Message1)));

    private static Vector512<byte> Table(ReadOnlySpan<byte> values, int part) => Vector512.Create(values.Slice(64 * part, 64));
}
