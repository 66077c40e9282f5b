using ParDef.Attacks.Gradients;
using ParDef.Attacks.Integers;

namespace ParDef.Attacks.Searches;

/// <summary>
/// The progressive bit search (Rakin, He, Fan: Bit-Flip Attack, ICCV 2019): within each layer the bits of largest first-order gain, between layers the true
/// objective decides. Where no layer improves it, one bit more at once is tried.
/// </summary>
internal sealed class ProgressiveBitSearch : IDisposable
{
    private readonly IntegerModel integers;
    private readonly IReadOnlyList<IntegerTensor> layers;
    private readonly Objective objective;
    private readonly ProgressiveBitSearchOptions options;
    private readonly GradientSession gradients;
    private readonly LayerTrials trials;

    /// <summary>Begins a search.</summary>
    /// <param name="model">At a batch of as many samples as the objective has.</param>
    /// <param name="integers">Its weights in eight bits.</param>
    /// <param name="objective">What to drive.</param>
    /// <param name="options">How.</param>
    public ProgressiveBitSearch(DifferentiableModel model, IntegerModel integers, Objective objective, ProgressiveBitSearchOptions options)
    {
        this.integers = integers;
        this.objective = objective;
        this.options = options;
        layers = integers.Tensors;
        string[] names = [.. layers.Select(layer => layer.Name)];
        gradients = GradientSession.OfLoss(model, names);
        trials = new LayerTrials(model, names);
    }

    /// <summary>Makes the next change and leaves it in place, or returns null where nothing improves the objective.</summary>
    public AttackStep? Step(CancellationToken cancellation)
    {
        double before = objective.Loss(trials.Prepare(objective.Samples.Span));
        using var gradient = gradients.Run(objective.Samples.Span, (options.RankingTargets ?? objective.Targets).Span);
        for (int count = 1; count <= options.MostBitsAtOnce; count++)
        {
            for (int highest = 7; highest >= (options.TriesLowerBits ? 0 : 7); highest--)
            {
                if (Best(gradient, before, count, highest, cancellation) is { } found)
                {
                    Flip(found.Layer, found.Bits);
                    return new AttackStep(
                        [.. found.Bits.Select(bit => new BitChange(found.Layer.Name, bit.Element, bit.Bit))],
                        before,
                        found.Loss,
                        found.Bits.Sum(bit => bit.Gain),
                        integers.Distance);
                }
            }
        }

        return null;
    }

    /// <summary>Tries so many of the best bits of each layer at once, and finds the layer where that truly helps most.</summary>
    private (IntegerTensor Layer, IReadOnlyList<RankedBit> Bits, double Loss)? Best(
        GradientResult gradient, double before, int count, int highest, CancellationToken cancellation)
    {
        (IntegerTensor Layer, IReadOnlyList<RankedBit> Bits, double Loss)? best = null;
        foreach (var layer in layers.Where(layer => gradient.Names.Contains(layer.Name)))
        {
            cancellation.ThrowIfCancellationRequested();
            var ranked = BitRanking.Best(
                layer, gradient[layer.Name], objective.Direction, count, options.TopWeights, change => change.Bit <= highest && options.IsAllowed(change));
            if (ranked.Count == 0)
            {
                continue;
            }

            Flip(layer, ranked);
            double loss = objective.Loss(trials.Logits(layer.Name));
            Flip(layer, ranked);
            if (objective.Direction * (loss - (best?.Loss ?? before)) > 0)
            {
                best = (layer, ranked, loss);
            }
        }

        return best;
    }

    public void Dispose()
    {
        gradients.Dispose();
        trials.Dispose();
    }

    private static void Flip(IntegerTensor layer, IReadOnlyList<RankedBit> bits)
    {
        foreach (var bit in bits)
        {
            layer.Flip(bit.Element, bit.Bit);
        }
    }
}
