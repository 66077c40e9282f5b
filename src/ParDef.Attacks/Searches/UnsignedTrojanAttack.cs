using ParDef.Attacks.Gradients;
using ParDef.Attacks.Integers;

namespace ParDef.Attacks.Searches;

/// <summary>
/// ProFlip as the scripts that came with the ParDef paper run it: the layer is chosen once, and each step flips the bit of largest |gradient| * |change|, whichever way it
/// drives the loss. Kept to show the difference.
/// </summary>
public sealed class UnsignedTrojanAttack : IAttack
{
    private static readonly AttackOption Batch = new("batch", "images that the trigger is laid over", 128, 1, 1024);
    private static readonly AttackOption Target = new("target", "class that triggered inputs are to be taken for", 2, 0, 1e6);
    private static readonly AttackOption Steps = new("steps", "steps of 0.05 prepared units that make the trigger", 10, 0, 1000);

    /// <inheritdoc/>
    public string Name => "proflip-as-published";

    /// <inheritdoc/>
    public string Description => "flips the bits of largest unsigned gain, and so flips them back";

    /// <inheritdoc/>
    public string Paper => "Duan, Bai, Yang: Toward a Generalized Defense Across Sparse, Continuous, and Structured Parameter Attacks, 2026: its attack scripts";

    /// <inheritdoc/>
    public AttackNeeds Needs => AttackNeeds.Trigger;

    /// <inheritdoc/>
    public IReadOnlyList<AttackOption> Options => [Batch, Target, Steps];

    /// <inheritdoc/>
    public IEnumerable<AttackStep> Run(AttackScene scene, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var setting = scene.Setting;
        int target = setting.Count(Target.Name);
        var batch = scene.Draw(setting.Count(Batch.Name));
        var model = scene.Model.AtBatch(batch.Count);
        var trigger = TriggerSearch.Weak(model.InputShape).Toward(model, batch, target, setting.Count(Steps.Name), 0.05f);
        scene.Goal = new AttackGoal(target, Trigger: trigger);
        var objective = TriggeredBatch.Of(model, batch, trigger, target, cleanWeight: 0);
        using var session = GradientSession.OfLoss(model, scene.Integers.Tensors.Select(tensor => tensor.Name));
        IntegerTensor? chosen = null;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            double before;
            (IntegerTensor Tensor, RankedBit Bit) best;
            using (var result = session.Run(objective.Samples.Span, objective.Targets.Span))
            {
                before = result.Loss;
                best = Largest(chosen is null ? scene.Integers.Tensors : [chosen], result);
            }

            chosen = best.Tensor;
            chosen.Flip(best.Bit.Element, best.Bit.Bit);
            using var after = session.Run(objective.Samples.Span, objective.Targets.Span);
            yield return new AttackStep(
                [new BitChange(chosen.Name, best.Bit.Element, best.Bit.Bit)], before, after.Loss, best.Bit.Gain, scene.Integers.Distance);
        }
    }

    private static (IntegerTensor Tensor, RankedBit Bit) Largest(IReadOnlyList<IntegerTensor> tensors, GradientResult result)
    {
        (IntegerTensor Tensor, RankedBit Bit) best = (tensors[0], new RankedBit(0, 0, -1));
        foreach (var tensor in tensors)
        {
            var gradient = result[tensor.Name];
            for (int element = 0; element < tensor.Length; element++)
            {
                for (int bit = 0; bit < 8; bit++)
                {
                    double size = Math.Abs(gradient[element] * tensor.Growth(element, bit));
                    if (size > best.Bit.Gain)
                    {
                        best = (tensor, new RankedBit(element, bit, size));
                    }
                }
            }
        }

        return best;
    }
}
