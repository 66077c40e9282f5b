namespace ParDef.ErrorCorrection.Construction;

/// <summary>
/// Which code a payload gets (docs/format.md section 6): longer blocks for larger payloads, more parity for so few pages that one of them is much of a chain. Chains are
/// long, so that random damage is spread over few of them: a chain must bear what the worst chain gets.
/// </summary>
/// <param name="MostPages">Greatest N of the row.</param>
/// <param name="InformationBlocks">K.</param>
/// <param name="BlockBytes">Zb.</param>
/// <param name="LeastSections">Least S.</param>
/// <param name="GreatestSections">Greatest S of a chain before there are more chains.</param>
internal sealed record GeometryLadder(long MostPages, int InformationBlocks, int BlockBytes, int LeastSections, int GreatestSections)
{
    private static readonly GeometryLadder OnePage = new(1, 5, 64, 26, 160);
    private static readonly GeometryLadder FewPages = new(8, 5, 64, 39, 160);
    private static readonly GeometryLadder SomePages = new(14, 10, 64, 32, 256);

    private static readonly GeometryLadder[] Default =
    [
        OnePage, FewPages, SomePages, new(127, 27, 128, 53, 320), new(1023, 27, 256, 16, 512), new(long.MaxValue, 27, 512, 16, 960),
    ];

    private static readonly GeometryLadder[] Low =
    [
        OnePage, FewPages, SomePages, new(63, 27, 128, 53, 320), new(255, 51, 128, 41, 320), new(2047, 51, 256, 16, 512),
        new(long.MaxValue, 51, 512, 16, 960),
    ];

    private static readonly GeometryLadder[] High =
    [
        OnePage, FewPages, SomePages with { MostPages = 40 }, new(127, 10, 128, 32, 320), new(1023, 10, 256, 16, 512),
        new(long.MaxValue, 10, 512, 16, 960),
    ];

    private static readonly GeometryLadder[] Max =
    [
        OnePage, FewPages with { MostPages = 12 }, new(127, 5, 128, 39, 320), new(1023, 5, 256, 16, 512), new(long.MaxValue, 5, 512, 16, 960),
    ];

    /// <summary>The rows of a strength, by rising N.</summary>
    public static IReadOnlyList<GeometryLadder> Of(Redundancy redundancy) => redundancy switch
    {
        Redundancy.Default => Default,
        Redundancy.Low => Low,
        Redundancy.High => High,
        Redundancy.Max => Max,
        _ => throw new ArgumentOutOfRangeException(nameof(redundancy)),
    };
}
