using ParDef.ErrorRates.Sweeps;

namespace ParDef.Curves;

/// <summary>The points of one chain, from left to right.</summary>
/// <param name="Shape">The chain.</param>
/// <param name="Points">Its points; rows of the same place under several seeds are one point, under the same seed they are the same frames.</param>
internal sealed record Curve(ChainShape Shape, IReadOnlyList<CurvePoint> Points)
{
    /// <summary>The curves that rows hold, one for each chain.</summary>
    public static IReadOnlyList<Curve> Of(IEnumerable<SweepRow> rows, Axis axis) =>
    [
        .. from row in rows
           where row.Channel == axis.Channel
           group row by row.Shape into shape
           orderby shape.Key.Blocks descending, shape.Key.Lifting, shape.Key.Sections
           select new Curve(shape.Key, [.. PointsOf(shape, axis)]),
    ];

    private static IEnumerable<CurvePoint> PointsOf(IEnumerable<SweepRow> rows, Axis axis) =>
        from row in rows
        group row by axis.Place(row) into place
        orderby place.Key
        let runs = place.GroupBy(row => row.Seed).Select(runs => runs.MaxBy(row => row.Frames)!).ToList()
        select new CurvePoint(place.Key, runs.Sum(row => (long)row.Failures), runs.Sum(row => (long)row.Frames));
}
