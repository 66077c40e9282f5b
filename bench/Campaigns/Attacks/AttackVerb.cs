using System.CommandLine;
using System.Globalization;
using ParDef.Attacks.Searches;
using ParDef.Evaluation.Attacks;

namespace ParDef.Campaigns.Attacks;

/// <summary>The verb that attacks undefended models.</summary>
internal static class AttackVerb
{
    /// <summary>Makes the verb; <paramref name="report"/> runs a campaign and writes its report.</summary>
    public static Command Make(Option<DirectoryInfo> shared, Option<FileInfo> output, Func<ParseResult, CancellationToken, Func<Campaign, IEnumerable<string>>, Task<int>> report)
    {
        var model = new Argument<FileInfo>("model") { Description = "One of the trained models" };
        var attack = new Option<string>("--attack") { Description = "Which attack", Required = true };
        var form = new Option<string>("--form") { Description = "s8-tensor, s8-channel, u8-tensor, u8-channel", DefaultValueFactory = _ => "s8-tensor" };
        var set = new Option<string[]>("--set") { Description = "Options of the attack: name=value", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
        var seeds = new Option<int>("--seeds") { Description = "Seeds", DefaultValueFactory = _ => 10 };
        var flips = new Option<int>("--flips") { Description = "Flips at the most", DefaultValueFactory = _ => 100 };
        var accuracy = new Option<double>("--accuracy") { Description = "Top-1 in percent that is enough", DefaultValueFactory = _ => 11 };
        var success = new Option<double>("--success") { Description = "Rate of success in percent that is enough", DefaultValueFactory = _ => 99 };
        var images = new Option<int>("--images") { Description = "Images between steps", DefaultValueFactory = _ => 1000 };
        var verb = new Command("attack", "Bits of undefended models, flipped by published attacks") { model, attack, form, set, seeds, flips, accuracy, success, images, shared };
        verb.SetAction((parsed, cancellation) => report(parsed, cancellation, campaign => new AttackRuns(
            parsed.GetValue(shared)!.FullName,
            AttackCatalog.Find(parsed.GetValue(attack)!),
            parsed.GetValue(form)!,
            parsed.GetValue(set)!.Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture)),
            new AttackLimits(parsed.GetValue(flips), parsed.GetValue(accuracy), parsed.GetValue(success), parsed.GetValue(images)),
            parsed.GetValue(seeds)).Run(campaign, parsed.GetValue(model)!, Path.ChangeExtension(parsed.GetValue(output)!.FullName, ".jsonl"))));
        return verb;
    }
}
