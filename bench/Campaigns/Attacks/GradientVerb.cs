using System.CommandLine;

namespace ParDef.Campaigns.Attacks;

/// <summary>The verb that measures gradients.</summary>
internal static class GradientVerb
{
    /// <summary>Makes the verb; <paramref name="report"/> runs a campaign and writes its report.</summary>
    public static Command Make(
        Argument<FileInfo[]> models, Option<int> rounds, Func<ParseResult, CancellationToken, Func<Campaign, IEnumerable<string>>, Task<int>> report)
    {
        var batches = new Option<int[]>("--batches") { Description = "Batch of each model", AllowMultipleArgumentsPerToken = true, Required = true };
        var verb = new Command("gradients", "What gradients cost beside a forward pass") { models, batches, rounds };
        verb.SetAction((parsed, cancellation) => report(parsed, cancellation, campaign =>
            GradientCost.Run(campaign, parsed.GetValue(models)!, parsed.GetValue(batches)!, parsed.GetValue(rounds))));
        return verb;
    }
}
