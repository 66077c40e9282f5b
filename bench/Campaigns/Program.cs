using System.CommandLine;
using ParDef.Campaigns;
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

var survival = new Command("survival", "Damaged files come back to the last bit") { models, seeds };
survival.SetAction((parsed, cancellation) => Report(parsed, cancellation, campaign =>
    Survival.Everyday(campaign, parsed.GetValue(models)!, parsed.GetValue(seeds))));
var limits = new Command("limits", "The same at the limit of the code") { models, seeds };
limits.SetAction((parsed, cancellation) => Report(parsed, cancellation, campaign =>
    Survival.AtTheLimit(campaign, parsed.GetValue(models)!, parsed.GetValue(seeds))));
var step = new Option<int>("--step") { Description = "Bytes between offsets", DefaultValueFactory = _ => 1024 };
var offsets = new Command("offsets", "A tenth overwritten from every offset") { models, step };
offsets.SetAction((parsed, cancellation) => Report(parsed, cancellation, campaign =>
    Survival.Offsets(campaign, parsed.GetValue(models)!, parsed.GetValue(step))));
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

var root = new RootCommand("Long runs: what ParDef holds, measured on files.") { survival, limits, offsets, accuracy, sizes, speed, scale };
foreach (var option in (Option[])[seed, store, parallel, output])
{
    option.Recursive = true;
    root.Options.Add(option);
}

return await root.Parse(args).InvokeAsync();

Task<int> Report(ParseResult parsed, CancellationToken cancellation, Func<Campaign, IEnumerable<string>> run)
{
    var campaign = new Campaign(
        parsed.CommandResult.Command.Name,
        $"dotnet run -c Release --project bench/Campaigns -- {string.Join(' ', args)}",
        parsed.GetValue(seed),
        new TrialStore(parsed.GetValue(store)!.FullName),
        parsed.GetValue(parallel),
        cancellation);
    File.WriteAllLines(parsed.GetValue(output)!.FullName, run(campaign));
    return Task.FromResult(0);
}
