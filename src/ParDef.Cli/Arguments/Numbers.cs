using System.CommandLine.Parsing;
using System.Globalization;

namespace ParDef.Cli.Arguments;

/// <summary>Numbers on the line, with refusals that name the option.</summary>
internal static class Numbers
{
    /// <summary>A whole number from 0.</summary>
    public static ulong Unsigned(ArgumentResult result)
    {
        if (ulong.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value))
        {
            return value;
        }

        result.AddError($"'{result.Tokens[0].Value}' is not a whole number from 0 on");
        return 0;
    }

    /// <summary>A whole number from 1 to 1,000.</summary>
    public static int Count(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value is >= 1 and <= 1000)
        {
            return value;
        }

        result.AddError($"'{result.Tokens[0].Value}' is not a whole number from 1 to 1000");
        return 0;
    }

    /// <summary>Numbers separated by commas, one a channel.</summary>
    public static float[]? List(ArgumentResult result)
    {
        var values = new List<float>();
        foreach (string part in result.Tokens[0].Value.Split(','))
        {
            if (!float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value))
            {
                result.AddError($"'{part}' is not a number; give one a channel, separated by commas");
                return null;
            }

            values.Add(value);
        }

        return [.. values];
    }
}
