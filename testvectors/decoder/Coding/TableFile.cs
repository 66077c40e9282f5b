using System.Globalization;

namespace ParDef.IndependentDecoder.Coding;

/// <summary>The table file of the code: lines by their first words (section 8).</summary>
public static class TableFile
{
    private static readonly Dictionary<string, string[]> Lines = Load();

    /// <summary>Delay of each column of a section, for one rho.</summary>
    public static int[] Delay(int k, int rho) => Numbers($"delay {k} {rho}");

    /// <summary>Shift of each column of a section, for one rho.</summary>
    public static int[] Shift(int k, int zb, int rho) => Numbers($"shift {k} {zb} {rho}");

    /// <summary>Delay and shift of a tail block for each rho, or null where there is no edge.</summary>
    public static (int Delay, int Shift)?[] Tail(int k, int zb, int section, int block) =>
    [
        .. Lines[$"tail {k} {zb} {section} {block}"].Select(entry =>
        {
            if (entry == "-")
            {
                return ((int, int)?)null;
            }

            string[] parts = entry.Split('/');
            return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
        }),
    ];

    private static int[] Numbers(string name) => [.. Lines[name].Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    private static Dictionary<string, string[]> Load()
    {
        using var reader = new StreamReader(typeof(TableFile).Assembly.GetManifestResourceStream("tables.txt")!);
        return reader.ReadToEnd().Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(':', 2))
            .ToDictionary(halves => halves[0], halves => halves[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
