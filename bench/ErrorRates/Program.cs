using System.CommandLine;
using System.Globalization;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorRates;
using ParDef.ErrorRates.Sweeps;

var keys = new Option<int>("--keys") { Description = "Keys per payload size", DefaultValueFactory = _ => 20 };
var seed = new Option<ulong>("--seed") { Description = "Seed of content, keys and flips", DefaultValueFactory = _ => 1 };
var output = new Option<FileInfo>("--output", "-o") { Description = "CSV file; rows that it has already are kept", Required = true };

int[] sizes = [.. Enumerable.Range(1, 52), 56, 64, 65, 80, 96, 110, 120, 127, 128, 200, 255, 256, 400, 700, 1000, 1023, 1024, 1252, 2000, 2047, 2048, 3158];
var redundancy = new Option<Redundancy>("--redundancy") { Description = "Strength", DefaultValueFactory = _ => Redundancy.Default };
var guarantees = new Command("guarantees", "Lost pages and bursts by payload size") { redundancy, keys, seed, output };
guarantees.SetAction(parsed => Resume(
    parsed,
    Guarantees.Columns,
    sizes,
    pages => Guarantees.Row(
        pages, parsed.GetValue(redundancy), pages <= 128 ? parsed.GetValue(keys) : Math.Max(1, parsed.GetValue(keys) / 10), parsed.GetValue(seed))));

var decodes = new Option<int>("--decodes") { Description = "Decodes a point", DefaultValueFactory = _ => 15_000 };
var refusals = new Command("refusals", "Decodes above the radius, against the tags of whole artifacts") { decodes, seed, output };
refusals.SetAction(parsed => Resume(
    parsed,
    Refusals.Columns,
    [.. Enumerable.Range(0, Refusals.Points.Count)],
    point => Refusals.Row(point, parsed.GetValue(decodes), parsed.GetValue(seed))));

return new RootCommand("Error rates of the code, simulated through the product's own decoder.") { guarantees, refusals, SweepCommand.Create(args) }.Parse(args).Invoke();

void Resume(ParseResult parsed, string columns, int[] keysOfRows, Func<int, string> row)
{
    var file = parsed.GetValue(output)!;
    var done = file.Exists
        ? File.ReadLines(file.FullName).Select(line => line.Split(',')[0]).ToHashSet()
        : [];
    string command = $"dotnet run -c Release --project bench/ErrorRates -- {string.Join(' ', args)}";
    if (file.Exists && File.ReadLines(file.FullName).First() != $"# {command}")
    {
        throw new InvalidOperationException($"{file} was made by another command");
    }

    if (!file.Exists)
    {
        string date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string machine = $"{Environment.ProcessorCount} cores, kernels {KernelSet.Default}";
        File.WriteAllLines(file.FullName, [$"# {command}", $"# seed {parsed.GetValue(seed)}; {date}; {machine}", columns]);
    }

    foreach (int key in keysOfRows.Where(key => !done.Contains(key.ToString(CultureInfo.InvariantCulture))))
    {
        string line = row(key);
        File.AppendAllLines(file.FullName, [line]);
        Console.WriteLine(line);
    }
}
