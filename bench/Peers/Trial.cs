using System.Diagnostics;
using System.Globalization;

namespace ParDef.Peers;

/// <summary>Seconds that something took, and how it ended.</summary>
/// <param name="Seconds">Wall time; infinite if it ran into the limit.</param>
/// <param name="Succeeded">It did what it should.</param>
internal readonly record struct Trial(double Seconds, bool Succeeded)
{
    /// <summary>Times an action; <paramref name="succeeded"/> is looked at afterwards, untimed.</summary>
    public static Trial Time(Action action, Func<bool> succeeded)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            action();
        }
        catch (TimeLimitException)
        {
            return new Trial(double.PositiveInfinity, false);
        }

        return new Trial(Stopwatch.GetElapsedTime(start).TotalSeconds, succeeded());
    }

    /// <summary>A cell of the table: seconds, their ratio to another trial's, and yes or no.</summary>
    public string Cell(Trial unit) => double.IsInfinity(Seconds)
        ? "over the limit"
        : string.Create(CultureInfo.InvariantCulture, $"{Seconds:0.000} s, {Seconds / unit.Seconds:0.00}, {(Succeeded ? "yes" : "**no**")}");
}
