using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace ParDef.ErrorRates.Sweeps;

/// <summary>The command <c>sweep</c>: frame error rates of one chain on one kind of channel, at many points.</summary>
internal static class SweepCommand
{
    /// <summary>The command.</summary>
    /// <param name="commandLine">Arguments of the program, for the head of the file.</param>
    public static Command Create(string[] commandLine)
    {
        var blocks = new Option<int>("--blocks") { Description = "K, information blocks a section", DefaultValueFactory = _ => 27 };
        var lifting = new Option<int>("--lifting") { Description = "Zb, bytes a block", DefaultValueFactory = _ => 256 };
        var sections = new Option<int>("--sections") { Description = "S, data sections", DefaultValueFactory = _ => 128 };
        var flips = Numbers("--flips", "Bit error rates; no page is trusted");
        var lost = Numbers("--lost", "Shares of the pages lost in one run; with --flips no page is trusted, else the others are");
        var sectors = Numbers("--sectors", "Shares of the pages lost one by one; the others are trusted");
        var badShare = Numbers("--bad-share", "Shares of the pages that have flips; the others are trusted");
        var badRate = Numbers("--bad-rate", "Bit error rates in them");
        var errors = new Option<int>("--errors") { Description = "Stop a point at so many failures", DefaultValueFactory = _ => 50 };
        var frames = new Option<int>("--frames") { Description = "Stop a point at so many frames", DefaultValueFactory = _ => 2000 };
        var seed = new Option<ulong>("--seed") { Description = "Seed of content, keys and damage", DefaultValueFactory = _ => 1 };
        var output = new Option<FileInfo>("--output", "-o") { Description = "CSV file; points that it holds are skipped", Required = true };
        var command = new Command("sweep", "Frame error rates of one chain")
        {
            blocks, lifting, sections, flips, lost, sectors, badShare, badRate, errors, frames, seed, output,
        };
        command.SetAction(parsed =>
        {
            var shape = new ChainShape(parsed.GetValue(blocks), parsed.GetValue(lifting), parsed.GetValue(sections));
            var channels = ChannelGrid.Of(
                parsed.GetValue(flips)!, parsed.GetValue(lost)!, parsed.GetValue(sectors)!, parsed.GetValue(badShare)!, parsed.GetValue(badRate)!);
            if (channels.Count == 0)
            {
                Console.Error.WriteLine("say one channel: --flips, --lost, --lost with --flips, --sectors, or --bad-share with --bad-rate");
                return 1;
            }

            Run(
                [.. channels.Select(channel => new SweepPoint(shape, channel, parsed.GetValue(seed)))],
                new StopRule(parsed.GetValue(errors), parsed.GetValue(frames)),
                new SweepFile(parsed.GetValue(output)!.FullName),
                $"ErrorRates {string.Join(' ', commandLine)}");
            return 0;
        });
        return command;
    }

    private static void Run(IReadOnlyList<SweepPoint> points, StopRule rule, SweepFile file, string command)
    {
        var missing = points.Where(point => !file.Holds(point)).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        string date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        file.Begin($"{command}; {date}; {Environment.ProcessorCount} cores");
        foreach (var point in missing)
        {
            var row = point.Simulate(rule);
            file.Add(row);
            Console.WriteLine(row);
        }
    }

    private static Option<double[]> Numbers(string name, string description) => new(name)
    {
        Description = $"{description}; with commas",
        CustomParser = Parse,
        DefaultValueFactory = _ => [],
    };

    private static double[] Parse(ArgumentResult result)
    {
        var numbers = new List<double>();
        foreach (string text in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || number is not (>= 0 and < 1))
            {
                result.AddError($"{text} is not a number from 0 to below 1");
                return [];
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }
}
