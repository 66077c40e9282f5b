using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace ParDef.Curves;

/// <summary>
/// Draws frame error rates, logarithmic, with the interval of each point and the limit of each rate. A point without a failure has no place on a logarithmic
/// axis: an open triangle stands at the upper end of its interval.
/// </summary>
internal sealed class ErrorRatePlot : IDisposable
{
    private const int Width = 1000;
    private const int Height = 650;

    private readonly Plot _plot = new();
    private readonly Axis _axis;
    private double _lowest = 0.1;

    /// <summary>An empty plot.</summary>
    public ErrorRatePlot(Axis axis)
    {
        _axis = axis;
        _plot.XLabel(axis.Label);
        _plot.YLabel("frame error rate, one chain a frame");
        _plot.Legend.Alignment = Alignment.LowerRight;
    }

    /// <summary>Draws a curve, and the limit of its rate in the same color.</summary>
    public void Add(Curve curve)
    {
        var color = _plot.Add.GetNextColor();
        var seen = curve.Points.Where(point => point.Failures > 0).ToList();
        var line = _plot.Add.Scatter(seen.Select(point => point.X).ToArray(), seen.Select(point => Math.Log10(point.Y)).ToArray(), color);
        double limit = _axis.Limit(curve.Shape.Rate);
        line.LegendText = string.Create(CultureInfo.InvariantCulture, $"{curve.Shape}; {_axis.LimitName} {100 * limit:0.00} %");
        _plot.Add.VerticalLine(limit, 1.5f, color, LinePattern.Dashed);
        foreach (var point in curve.Points)
        {
            double high = Math.Log10(point.Interval.High);
            double low = Math.Log10(point.Failures > 0 ? point.Interval.Low : point.Interval.High);
            _lowest = Math.Min(_lowest, Math.Pow(10, low));
            if (point.Failures > 0)
            {
                _plot.Add.Line(point.X, low, point.X, high).LineColor = color;
            }
            else
            {
                _plot.Add.Marker(point.X, high, MarkerShape.OpenTriangleDown, 10, color);
            }
        }
    }

    /// <summary>Writes a PNG file.</summary>
    public void Save(string path)
    {
        int decades = (int)Math.Ceiling(-Math.Log10(_lowest));
        var ticks = new NumericManual();
        for (int decade = -decades; decade <= 0; decade++)
        {
            ticks.AddMajor(decade, $"1e{decade}");
            for (int step = 2; step < 10 && decade < 0; step++)
            {
                ticks.AddMinor(decade + Math.Log10(step));
            }
        }

        _plot.Axes.Left.TickGenerator = ticks;
        _plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            LabelFormatter = x => string.Create(CultureInfo.InvariantCulture, $"{100 * x:0.###} %"),
        };
        _plot.Axes.AutoScaleX();
        _plot.Axes.SetLimitsY(-decades, 0.05);
        _plot.SavePng(path, Width, Height);
    }

    /// <inheritdoc/>
    public void Dispose() => _plot.Dispose();
}
