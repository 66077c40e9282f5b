using System.CommandLine;
using System.Globalization;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorRates;
using ParDef.Throughput;

var size = new Option<int>("--mib") { Description = "Payload in MiB", DefaultValueFactory = _ => 64 };
var repeats = new Option<int>("--repeats") { Description = "Runs of each line", DefaultValueFactory = _ => 5 };
var seed = new Option<ulong>("--seed") { Description = "Seed of content, key and flips", DefaultValueFactory = _ => 1 };
var root = new RootCommand("The whole code over one file in memory, on all cores it is given: encoding, and repair of flipped bits.") { size, repeats, seed };
root.SetAction(parsed =>
{
    int pages = parsed.GetValue(size) * (1 << 20) / CodeGeometry.PageBytes;
    var file = new CodedFile(pages, Redundancy.Default, parsed.GetValue(seed));
    var geometry = file.Geometry;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"kernels {KernelSet.Default}, {Environment.ProcessorCount} cores, {geometry.Chains} chains of {geometry.Sections} sections, K {geometry.InformationBlocks}, Zb {geometry.BlockBytes}"));
    Console.WriteLine();
    Console.WriteLine("| | best, ms | median, ms | payload, best | times the copy |");
    Console.WriteLine("| --- | --- | --- | --- | --- |");

    // A copy of the payload on one core, between memory that is there already, is the unit.
    byte[] payload = new byte[file.PayloadBytes];
    byte[] parity = new byte[file.ParityBytes];
    var copy = Repeat(() => { }, () => file.CopyPayloadTo(payload));
    Print("copy of the payload, one core", copy);
    Print("encode", Repeat(() => { }, () => file.Encode(parity)));
    foreach (double rate in (double[])[0.001, 0.005, 0.010, 0.015, 0.017])
    {
        var random = new SeededRandom(parsed.GetValue(seed));
        var flips = new FlipShare(rate);
        byte[] damagedPayload = [];
        byte[] damagedParity = [];
        var timing = Repeat(
            () => (damagedPayload, damagedParity) = file.Flipped(flips, random),
            () => file.Decode(damagedPayload, damagedParity));
        Print(string.Create(CultureInfo.InvariantCulture, $"repair, {rate:P1} of all bits flipped"), timing);
    }

    Timing Repeat(Action prepare, Action action)
    {
        var timing = new Timing();
        prepare();
        action();
        for (int run = 0; run < parsed.GetValue(repeats); run++)
        {
            prepare();
            timing.Run(action);
        }

        return timing;
    }

    void Print(string name, Timing timing) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {timing.Best:F1} | {timing.Median:F1} | {file.PayloadBytes / timing.Best / 1e6:F3} GB/s | {timing.Best / copy.Best:F1} |"));
});
return root.Parse(args).Invoke();
