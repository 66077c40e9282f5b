using System.Runtime.CompilerServices;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>
/// Looks up through tables of 16 bytes, which every machine has. Phi is zero from 45 on, so three tables do. Messages of sums below 64 take four; above, they fall by at
/// most one within sixteen sums, so one table of first values and one of places where they fall do.
/// </summary>
internal readonly struct SixteenLookup<TVector> : IPhiLookup<SixteenLookup<TVector>, TVector>
    where TVector : struct, IByteVector<TVector>
{
    private const int Sixteen = 16;
    private const int DirectTables = 4;

    private static readonly TVector Phi0 = Table(PhiTables.Phi, 0);
    private static readonly TVector Phi1 = Table(PhiTables.Phi, 1);
    private static readonly TVector Phi2 = Table(PhiTables.Phi, 2);
    private static readonly TVector Message0 = Table(PhiTables.Message, 0);
    private static readonly TVector Message1 = Table(PhiTables.Message, 1);
    private static readonly TVector Message2 = Table(PhiTables.Message, 2);
    private static readonly TVector Message3 = Table(PhiTables.Message, 3);
    private static readonly TVector FirstOfSixteen = TVector.Repeat(FirstValues());
    private static readonly TVector FallOfSixteen = TVector.Repeat(FallPlaces());

    public static SixteenLookup<TVector> Create() => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Phi(TVector magnitudes) =>
        magnitudes.Pick(Phi0)
        | (magnitudes ^ TVector.Fill(Sixteen)).Pick(Phi1)
        | (magnitudes ^ TVector.Fill(2 * Sixteen)).Pick(Phi2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Message(TVector sums)
    {
        var direct = sums.Pick(Message0)
            | (sums ^ TVector.Fill(Sixteen)).Pick(Message1)
            | (sums ^ TVector.Fill(2 * Sixteen)).Pick(Message2)
            | (sums ^ TVector.Fill(3 * Sixteen)).Pick(Message3);
        var sixteenth = sums.HighNibble();
        var fallen = (sums & TVector.Fill(Sixteen - 1)).ExceedsSigned(sixteenth.Pick(FallOfSixteen));

        // A mask of ones is minus one.
        return (direct | (sixteenth.Pick(FirstOfSixteen) + fallen)) & sums.Differs(TVector.Fill(byte.MaxValue));
    }

    private static TVector Table(ReadOnlySpan<byte> values, int sixteenth) => TVector.Repeat(values.Slice(sixteenth * Sixteen, Sixteen));

    private static byte[] FirstValues()
    {
        var first = new byte[Sixteen];
        for (int sixteenth = DirectTables; sixteenth < Sixteen; sixteenth++)
        {
            first[sixteenth] = PhiTables.Message[sixteenth * Sixteen];
        }

        return first;
    }

    /// <summary>The last place in every sixteen that still has the first value. That 255 tells nothing is left to the caller.</summary>
    private static byte[] FallPlaces()
    {
        var places = new byte[Sixteen];
        for (int sixteenth = 0; sixteenth < Sixteen; sixteenth++)
        {
            var values = PhiTables.Message.Slice(sixteenth * Sixteen, Sixteen);
            int last = sixteenth < DirectTables ? Sixteen - 1 : values.LastIndexOf(values[0]);
            places[sixteenth] = (byte)(sixteenth == Sixteen - 1 ? Sixteen - 1 : last);
        }

        return places;
    }
}
