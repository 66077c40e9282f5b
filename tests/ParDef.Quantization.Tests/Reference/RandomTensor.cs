using CsCheck;

namespace ParDef.Quantization.Tests.Reference;

/// <summary>A tensor of finite values of some type, with a layout and a scheme.</summary>
internal sealed record RandomTensor(StoredType Stored, QuantizationScheme Scheme, ChannelLayout Layout, ulong[] Patterns)
{
    /// <summary>Which exponents a tensor has.</summary>
    private enum Range
    {
        Any,
        Neighbours,
        Subnormal,
        Largest,
        Constant,
    }

    /// <summary>All types and schemes; values of any size, of one size, subnormal, huge, all the same; zeros of both signs among them.</summary>
    public static Gen<RandomTensor> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Int[0, StoredType.All.Length - 1].Select(i => StoredType.All[i]),
        CsCheck.Gen.Enum<QuantizationScheme>(),
        CsCheck.Gen.Enum<Range>(),
        CsCheck.Gen.Int[1, 3],
        CsCheck.Gen.Int[1, 4],
        CsCheck.Gen.Int[1, 6],
        CsCheck.Gen.ULong)
        .SelectMany((stored, scheme, range, outer, channels, inner, shared) =>
            CsCheck.Gen.ULong.Array[outer * channels * inner].Select(numbers => new RandomTensor(
                stored,
                scheme,
                new ChannelLayout(outer, channels, inner),
                [.. numbers.Select(number => Pattern(stored, range, range == Range.Constant ? shared : number, shared))])));

    public FloatType Type => Stored.Type;

    public byte[] Content => Stored.Content(Patterns);

    public double[] Values => [.. Patterns.Select(Stored.Value)];

    public QuantizedTensor Quantized => Quantizer.Quantize(Content, Type, Layout, Scheme);

    public override string ToString() => $"{Type} {Scheme} {Layout} {string.Join(' ', Values.Select(value => value.ToString("R")))}";

    private static ulong Pattern(StoredType stored, Range range, ulong number, ulong shared)
    {
        int sign = (int)(number >> 63);
        int finite = stored.SpecialExponent;
        int exponent = range switch
        {
            Range.Any or Range.Constant => (int)(number >> 52 & 0x7FF) % finite,
            Range.Neighbours => Math.Max(0, (int)((shared % (ulong)finite) - (number >> 53 & 3))),
            Range.Subnormal => 0,
            _ => finite - 1,
        };
        bool isZero = range != Range.Constant && number % 16 == 0;
        return isZero ? stored.Pattern(sign, 0, 0) : stored.Pattern(sign, exponent, number);
    }
}
