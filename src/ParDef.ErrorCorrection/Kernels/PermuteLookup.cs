using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>Looks up through permutations of 128 bytes (AVX-512 VBMI).</summary>
internal readonly struct PermuteLookup : IPhiLookup<PermuteLookup, ByteVector512>
{
    // Fields, not statics: what is read once a row need not be looked for in every step.
    private readonly Vector512<byte> _phi0;
    private readonly Vector512<byte> _phi1;
    private readonly Vector512<byte> _message0;
    private readonly Vector512<byte> _message1;
    private readonly Vector512<byte> _message2;
    private readonly Vector512<byte> _message3;

    private PermuteLookup(ReadOnlySpan<byte> phi, ReadOnlySpan<byte> message)
    {
        const int part = 64;
        _phi0 = Vector512.Create(phi);
        _phi1 = Vector512.Create(phi[part..]);
        _message0 = Vector512.Create(message);
        _message1 = Vector512.Create(message[part..]);
        _message2 = Vector512.Create(message[(2 * part)..]);
        _message3 = Vector512.Create(message[(3 * part)..]);
    }

    public static PermuteLookup Create() => new(PhiTables.Phi, PhiTables.Message);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteVector512 Phi(ByteVector512 magnitudes) => new(Avx512Vbmi.PermuteVar64x8x2(_phi0, magnitudes.Value, _phi1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ByteVector512 Message(ByteVector512 sums) => new(Vector512.ConditionalSelect(
        Vector512.LessThan(sums.Value.AsSByte(), Vector512<sbyte>.Zero).AsByte(),
        Avx512Vbmi.PermuteVar64x8x2(_message2, sums.Value, _message3),
        Avx512Vbmi.PermuteVar64x8x2(_message0, sums.Value, _message1)));
}
