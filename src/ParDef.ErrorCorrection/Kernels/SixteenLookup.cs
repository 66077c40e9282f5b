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

    private static readonly byte[] First = FirstValues();
    private static readonly byte[] Falls = FallPlaces();

    // Fields, not statics: what is read once a row need not be looked for in every step.
    private readonly TVector _phi0;
    private readonly TVector _phi1;
    private readonly TVector _phi2;
    private readonly TVector _message0;
    private readonly TVector _message1;
    private readonly TVector _message2;
    private readonly TVector _message3;
    private readonly TVector _firstOfSixteen;
    private readonly TVector _fallOfSixteen;

    private SixteenLookup(ReadOnlySpan<byte> phi, ReadOnlySpan<byte> message)
    {
        _phi0 = TVector.Repeat(phi[..Sixteen]);
        _phi1 = TVector.Repeat(phi.Slice(Sixteen, Sixteen));
        _phi2 = TVector.Repeat(phi.Slice(2 * Sixteen, Sixteen));
        _message0 = TVector.Repeat(message[..Sixteen]);
        _message1 = TVector.Repeat(message.Slice(Sixteen, Sixteen));
        _message2 = TVector.Repeat(message.Slice(2 * Sixteen, Sixteen));
        _message3 = TVector.Repeat(message.Slice(3 * Sixteen, Sixteen));
        _firstOfSixteen = TVector.Repeat(First);
        _fallOfSixteen = TVector.Repeat(Falls);
    }

    public static SixteenLookup<TVector> Create() => new(PhiTables.Phi, PhiTables.Message);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Phi(TVector magnitudes) =>
        magnitudes.Pick(_phi0)
        | (magnitudes ^ TVector.Fill(Sixteen)).Pick(_phi1)
        | (magnitudes ^ TVector.Fill(2 * Sixteen)).Pick(_phi2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Message(TVector sums)
    {
        var direct = sums.Pick(_message0)
            | (sums ^ TVector.Fill(Sixteen)).Pick(_message1)
            | (sums ^ TVector.Fill(2 * Sixteen)).Pick(_message2)
            | (sums ^ TVector.Fill(3 * Sixteen)).Pick(_message3);
        var sixteenth = sums.HighNibble();
        var fallen = (sums & TVector.Fill(Sixteen - 1)).ExceedsSigned(sixteenth.Pick(_fallOfSixteen));

        // A mask of ones is minus one.
        return (direct | (sixteenth.Pick(_firstOfSixteen) + fallen)) & sums.Differs(TVector.Fill(byte.MaxValue));
    }

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
