using System.CommandLine;
using System.Globalization;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorRates;
using ParDef.Peers;

const int Mebibyte = 1 << 20;

var size = new Option<int>("--mebibytes") { Description = "Size of the file", DefaultValueFactory = _ => 64 };
var limit = new Option<int>("--limit") { Description = "Seconds that one run of a program may take", DefaultValueFactory = _ => 180 };
var seed = new Option<ulong>("--seed") { Description = "Seed of content and damage", DefaultValueFactory = _ => 1 };
var output = new Option<FileInfo>("--output", "-o") { Description = "Report (Markdown)", Required = true };
var root = new RootCommand("ParDef beside par2 and ISA-L on the same file and the same damage.") { size, limit, seed, output };
root.SetAction(parsed =>
{
    using var pardef = new ParDefPeer();
    IPeer[] all = [pardef, new Par2Peer(4096), new Par2Peer(65536), new IsaLPeer()];
    IPeer[] present = [.. all.Where(peer => peer.Absence is null)];
    var span = TimeSpan.FromSeconds(parsed.GetValue(limit));

    // What is compiled in this process is compiled before it is timed.
    Console.Error.WriteLine("warming up");
    _ = new Comparison([.. present.Where(peer => peer is not Par2Peer)], SyntheticModel.Make(1, Mebibyte, 0), span, 0).Run().ToList();
    var table = new Comparison(present, SyntheticModel.Make(parsed.GetValue(size), Mebibyte, parsed.GetValue(seed)), span, parsed.GetValue(seed)).Run().ToList();
    File.WriteAllLines(parsed.GetValue(output)!.FullName,
    [
        "# Peers",
        "",
        $"Command: `dotnet run -c Release --project bench/Peers -- {string.Join(' ', args)}`  ",
        string.Create(CultureInfo.InvariantCulture, $"Seed {parsed.GetValue(seed)}; {TimeProvider.System.GetUtcNow():yyyy-MM-dd}  "),
        $"Machine: {Environment.ProcessorCount} cores, kernels {KernelSet.Default}",
        "",
        string.Create(CultureInfo.InvariantCulture, $"One run a cell over one incompressible ONNX file of {parsed.GetValue(size)} MiB: wall seconds from file to file, their ratio to ParDef's, and whether it")
        + " worked: for a repair, whether the file came back to the last bit. Flips hit everything that is kept, recovery data and tags included; bursts start at an eighth of it, in the data.",
        string.Create(CultureInfo.InvariantCulture, $"par2 is a process and is stopped after {parsed.GetValue(limit)} s; the others run in this one. ParDef encrypts as well and uses all cores, ISA-L one."),
        "",
        .. all.Where(peer => peer.Absence is not null).Select(peer => $"Skipped: {peer.Name}, since {peer.Absence}."),
        .. table,
    ]);
    return 0;
});
return root.Parse(args).Invoke();
