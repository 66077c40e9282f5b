using System.Globalization;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Repairing;
using ParDef.Attacks.Forgeries;

namespace ParDef.Campaigns;

/// <summary>One wrong byte at every position of the smallest artifact: each bit flipped, and the byte set to 0x00 and 0xFF.</summary>
internal static class Positions
{
    // One payload page: three header blocks of 1,344 bytes and four pages of 4,096 are the shortest file of the format.
    private const int Weights = 1_000;

    /// <summary>The report, and whether every change was repaired to the identical file.</summary>
    /// <param name="campaign">What made it.</param>
    /// <param name="stride">Of the positions every how many-th is tried.</param>
    public static (IEnumerable<string> Lines, bool Holds) Run(Campaign campaign, int stride)
    {
        using var scene = new Scene(Weights, campaign.Seed);
        byte[] original = scene.Loot.Target.ToArray();
        (string Name, Func<byte, byte> Change)[] changes =
        [
            .. Enumerable.Range(0, 8).Select(bit => ($"bit {bit} flipped", (Func<byte, byte>)(value => (byte)(value ^ 1 << bit)))),
            ("0x00", _ => 0x00),
            ("0xFF", _ => 0xFF),
        ];
        var rows = changes.Select(change => Row.Of(campaign, scene, original, stride, change)).ToList();
        return (
            [
                .. campaign.Heading("One wrong byte at every position"),
                $"The artifact has {original.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes, the shortest that the format has (docs/format.md section 2): three header blocks, one payload page, three parity pages.",
                "Every position is changed alone. *Repaired*: the damage is reported and the repaired file is identical to the original. *Silent*: the damage is not",
                "reported, or another file comes back. Positions that hold the byte already are not changed.",
                "",
                .. Row.Columns,
                .. rows.Select(row => row.Markdown),
            ],
            rows.All(row => row.Repaired == row.Changed));
    }

    private sealed record Row(string Name, int Changed, int Repaired, int Refused, int Silent)
    {
        public static IEnumerable<string> Columns =>
            ["| every byte | positions changed | repaired | refused | silent |", "| --- | --- | --- | --- | --- |"];

        public string Markdown => string.Create(CultureInfo.InvariantCulture, $"| {Name} | {Changed:N0} | {Repaired:N0} | {Refused} | {Silent} |");

        public static Row Of(Campaign campaign, Scene scene, byte[] original, int stride, (string Name, Func<byte, byte> Of) change)
        {
            int changed = 0, repaired = 0, refused = 0, silent = 0;
            var options = new ParallelOptions { MaxDegreeOfParallelism = campaign.Parallelism, CancellationToken = campaign.Cancellation };
            Parallel.For(0, (original.Length + stride - 1) / stride, options, step =>
            {
                int position = stride * step;
                byte[] file = [.. original];
                file[position] = change.Of(file[position]);
                if (file[position] == original[position])
                {
                    return;
                }

                Interlocked.Increment(ref changed);
                try
                {
                    var repair = Repairer.Repair(file, scene.Key, campaign.Cancellation);
                    bool isRight = !repair.Damage.IsClean && repair.Content.Span.SequenceEqual(original);
                    Interlocked.Increment(ref isRight ? ref repaired : ref silent);
                }
                catch (ParDefException)
                {
                    Interlocked.Increment(ref refused);
                }
            });
            var row = new Row(change.Name, changed, repaired, refused, silent);
            Console.Error.WriteLine(row.Markdown);
            return row;
        }
    }
}
