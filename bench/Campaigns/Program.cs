using System.CommandLine;
using ParDef.Campaigns;
using ParDef.Campaigns.Attacks;
using ParDef.Campaigns.Live;
using ParDef.Campaigns.Reparameterizing;
using ParDef.Evaluation.Trials;

var seed = new Option<ulong>("--seed") { Description = "Seed of the campaign", DefaultValueFactory = _ => 1 };
var store = new Option<DirectoryInfo>("--store") { Description = "Folder of finished trials; a killed run goes on from it", DefaultValueFactory = _ => new("artifacts/trials") };
var parallel = new Option<int>("--parallel") { Description = "Trials at once", DefaultValueFactory = _ => 1 };
var output = new Option<FileInfo>("--output", "-o") { Description = "Report (Markdown)", Required = true };
var models = new Argument<FileInfo[]>("models") { Description = "ONNX files", Arity = ArgumentArity.OneOrMore };
var seeds = new Option<int>("--seeds") { Description = "Trials a fault", DefaultValueFactory = _ => 20 };
var shared = new Option<DirectoryInfo>("--shared") { Description = "Folder with models/ and data/", DefaultValueFactory = _ => new("../shared") };
var pardef = new Option<FileInfo>("--pardef") { Description = "The built command", DefaultValueFactory = _ => new("artifacts/bin/ParDef.Cli/release/pardef") };
var rounds = new Option<int>("--rounds") { Description = "Rounds", DefaultValueFactory = _ => 15 };
var model = new Argument<FileInfo>("model") { Description = "ONNX file" };

var only = new Option<string>("--only") { Description = "What has this in its description: damage, or model, granularity and law of scales", DefaultValueFactory = _ => "" };

var survival = new Command("survival", "Damaged files come back to the last bit") { models, seeds, only };
survival.SetAction((parsed, cancellation) => Survive(parsed, cancellation, "Survival", (rows, file) => rows.Everyday(file, parsed.GetValue(seeds))));
var limits = new Command("limits", "The same at the limit of the code") { models, seeds, only };
limits.SetAction((parsed, cancellation) => Survive(
    parsed, cancellation, "Survival at the limit of the code", (rows, file) => rows.AtTheLimit(file, parsed.GetValue(seeds))));
var step = new Option<int>("--step") { Description = "Bytes between offsets", DefaultValueFactory = _ => 1024 };
var offsets = new Command("offsets", "A tenth overwritten from every offset") { models, step };
offsets.SetAction((parsed, cancellation) => Survive(
    parsed, cancellation, "A burst at every offset", (rows, file) => rows.Offsets(file, parsed.GetValue(step))));
var accuracy = new Command("accuracy", "Top-1 before and after") { shared };
accuracy.SetAction((parsed, cancellation) => Report(parsed, cancellation, campaign =>
    AccuracyLoss.Run(campaign, parsed.GetValue(shared)!.FullName)));
var sizes = new Command("sizes", "Bytes before and after") { models };
sizes.SetAction((parsed, cancellation) => Report(parsed, cancellation, campaign => Sizes.Run(campaign, parsed.GetValue(models)!)));
var speed = new Command("speed", "Wall time of the command") { model, pardef, rounds };
speed.SetAction((parsed, cancellation) => Report(parsed, cancellation, campaign =>
    CommandSpeed.Run(campaign, parsed.GetValue(pardef)!, parsed.GetValue(model)!, parsed.GetValue(rounds))));

var sizesOfModels = new Option<int[]>("--mebibytes")
{
    Description = "Sizes of the models",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [16, 64, 256, 1024],
};
var scale = new Command("scale", "Time and memory of the command by the size of the model") { pardef, sizesOfModels };
scale.SetAction((parsed, cancellation) => Report(parsed, cancellation, campaign =>
    Scale.Report(campaign, parsed.GetValue(pardef)!, parsed.GetValue(sizesOfModels)!)));

var fidelity = new Command("fidelity", "Models of others come back as they were") { shared };
fidelity.SetAction((parsed, cancellation) => Report(parsed, cancellation, campaign =>
    Fidelity.Run(campaign, parsed.GetValue(shared)!.FullName)));
var engineFile = new Argument<string>("file") { Description = "ONNX file, or artifact" };
var engineKey = new Argument<string?>("key") { Description = "Key file of an artifact", Arity = ArgumentArity.ZeroOrOne };
var outputs = new Command("outputs", "What the engine computes, for fidelity") { engineFile, engineKey };
outputs.SetAction(parsed => Console.WriteLine(EngineOutputs.Of(parsed.GetValue(engineFile)!, parsed.GetValue(engineKey))));

var attempts = new Option<int>("--attempts") { Description = "Attempts of every class", DefaultValueFactory = _ => 1000 };
var forgeries = new Command("forgeries", "Forged files, and what refuses them") { attempts };
forgeries.SetAction((parsed, cancellation) => Judge(parsed, cancellation, campaign => Forgeries.Run(campaign, parsed.GetValue(attempts))));
var stride = new Option<int>("--stride") { Description = "Of the positions every how many-th is tried", DefaultValueFactory = _ => 1 };
var positions = new Command("positions", "One wrong byte at every position of the smallest artifact") { stride };
positions.SetAction((parsed, cancellation) => Judge(parsed, cancellation, campaign => Positions.Run(campaign, parsed.GetValue(stride))));
var killsOfVerb = new Option<int>("--kills") { Description = "Kills a verb", DefaultValueFactory = _ => 350 };
var kills = new Command("kills", "The command killed at random points") { model, pardef, killsOfVerb };
kills.SetAction((parsed, cancellation) => Judge(parsed, cancellation, campaign =>
    Kills.Run(campaign, parsed.GetValue(pardef)!, parsed.GetValue(model)!, parsed.GetValue(killsOfVerb))));
var hostile = new Command("hostile", "Files made to hurt: what refuses them, in what time and memory") { stride };
hostile.SetAction((parsed, cancellation) => Judge(parsed, cancellation, campaign => Hostile.Run(campaign, parsed.GetValue(stride))));

var keys = new Option<int>("--keys") { Description = "Keys a model", DefaultValueFactory = _ => 3 };
var reparameterize = new Command("reparameterize", "What keyed reparameterization reaches") { models, keys };
reparameterize.SetAction((parsed, cancellation) => Report(parsed, cancellation, campaign =>
    Reach.Run(campaign, parsed.GetValue(models)!, parsed.GetValue(keys))));

var images = new Option<int>("--images") { Description = "Images of each test file", DefaultValueFactory = _ => 2000 };
var reparameterizedAccuracy = new Command("reparameterized-accuracy", "Top-1 in eight bits, permuted and scaled") { shared, only, keys, images };
reparameterizedAccuracy.SetAction((parsed, cancellation) => Report(parsed, cancellation, campaign =>
    EightBitAccuracy.Run(campaign, parsed.GetValue(shared)!.FullName, parsed.GetValue(only)!, parsed.GetValue(keys), parsed.GetValue(images))));

var trained = new Argument<string>("model") { Description = "Name of a trained model" };
var draws = new Option<int>("--draws") { Description = "Protected models", DefaultValueFactory = _ => 100 };
var flips = new Option<int>("--flips") { Description = "Flips a model", DefaultValueFactory = _ => 20 };
var list = new Option<FileInfo?>("--list") { Description = "Flips that an attack found (JSON lines); else the largest weights" };
var replay = new Command("replay", "Flips computed on the original, at the same positions of protected models") { trained, shared, draws, images, flips, list };
replay.SetAction((parsed, cancellation) => Report(parsed, cancellation, campaign => Replay.Run(
    campaign, parsed.GetValue(shared)!.FullName, parsed.GetValue(trained)!, parsed.GetValue(draws), parsed.GetValue(images), parsed.GetValue(flips), parsed.GetValue(list))));

LiveCampaign.Command.SetAction((parsed, cancellation) => Judge(parsed, cancellation, campaign => LiveCampaign.Run(campaign, parsed)));

var root = new RootCommand("Long runs: what ParDef holds, measured on files.")
{
    survival, limits, offsets, accuracy, sizes, speed, scale, fidelity, forgeries, positions, kills, hostile, reparameterize, reparameterizedAccuracy, replay,
    AttackVerb.Make(shared, output, Report), GradientVerb.Make(models, rounds, Report),
    LiveCampaign.Command,
};
foreach (var option in (Option[])[seed, store, parallel, output])
{
    option.Recursive = true;
    root.Options.Add(option);
}

// What fidelity starts for each model; it takes no report.
if (args is ["outputs", ..])
{
    return await outputs.Parse(args[1..]).InvokeAsync();
}

return await root.Parse(args).InvokeAsync();

Task<int> Report(ParseResult parsed, CancellationToken cancellation, Func<Campaign, IEnumerable<string>> run)
{
    File.WriteAllLines(parsed.GetValue(output)!.FullName, run(Begin(parsed, cancellation)));
    return Task.FromResult(0);
}

// A report that must hold: exit code 1 if it does not.
Task<int> Judge(ParseResult parsed, CancellationToken cancellation, Func<Campaign, (IEnumerable<string> Lines, bool Holds)> run)
{
    var (lines, holds) = run(Begin(parsed, cancellation));
    File.WriteAllLines(parsed.GetValue(output)!.FullName, lines);
    return Task.FromResult(holds ? 0 : 1);
}

// The report as a table and as a CSV file beside it; exit code 1 if a file did not become what it must, or if no row was wanted.
Task<int> Survive(ParseResult parsed, CancellationToken cancellation, string title, Func<Survival, FileInfo, IEnumerable<SurvivalRow>> run)
{
    var campaign = Begin(parsed, cancellation);
    var survivors = new Survival(campaign, parsed.GetValue(only) ?? "");
    SurvivalRow[] rows = [.. parsed.GetValue(models)!.SelectMany(file => run(survivors, file))];
    string report = parsed.GetValue(output)!.FullName;
    File.WriteAllLines(
        report, [.. campaign.Heading(title), Survival.Explanation, "", .. SurvivalRow.MarkdownColumns, .. rows.Select(row => row.Markdown)]);
    File.WriteAllLines(
        Path.ChangeExtension(report, ".csv"), [.. campaign.Comments(), SurvivalRow.CsvColumns, .. rows.Select(row => row.Csv)]);
    return Task.FromResult(rows.Length > 0 && rows.All(row => row.Holds) ? 0 : 1);
}

Campaign Begin(ParseResult parsed, CancellationToken cancellation) => new(
    parsed.CommandResult.Command.Name,
    $"dotnet run -c Release --project bench/Campaigns -- {string.Join(' ', args.Select(argument => argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument))}",
    parsed.GetValue(seed),
    new TrialStore(parsed.GetValue(store)!.FullName),
    parsed.GetValue(parallel),
    cancellation);
