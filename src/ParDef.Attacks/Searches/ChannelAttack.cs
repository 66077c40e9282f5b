using ParDef.Attacks.Gradients;
using ParDef.Attacks.Integers;

namespace ParDef.Attacks.Searches;

/// <summary>A structured change (P3A-W): whole output channels are moved by one step of their integers each, those first whose step promises most.</summary>
public sealed class ChannelAttack : IAttack
{
    private static readonly AttackOption Batch = new("batch", "images that the trigger is laid over", 128, 1, 1024);
    private static readonly AttackOption Target = new("target", "class that triggered inputs are to be taken for", 2, 0, 1e6);
    private static readonly AttackOption Steps = new("steps", "steps of 0.05 prepared units that make the trigger", 10, 0, 1000);
    private static readonly AttackOption Rounds = new("rounds", "rounds; the n-th moves 2 n - 1 channels", 4, 1, 100);
    private static readonly AttackOption Published = new("published-sign", "1 to move away from the target, as the published script does", 0, 0, 1);

    /// <inheritdoc/>
    public string Name => "p3a";

    /// <inheritdoc/>
    public string Description => "moves whole channels by one step so that a small patch decides the class";

    /// <inheritdoc/>
    public string Paper => "Duan, Bai, Yang: Toward a Generalized Defense Across Sparse, Continuous, and Structured Parameter Attacks, 2026, with the sign corrected";

    /// <inheritdoc/>
    public AttackNeeds Needs => AttackNeeds.Trigger;

    /// <inheritdoc/>
    public IReadOnlyList<AttackOption> Options => [Batch, Target, Steps, Rounds, Published];

    /// <summary>As the interface says; the changes of a step are not listed one by one.</summary>
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
        int direction = setting.Count(Published.Name) == 1 ? +1 : -1;
        using var session = GradientSession.OfLoss(model, scene.Integers.Tensors.Select(tensor => tensor.Name));
        var steps = scene.Integers.Tensors.ToDictionary(tensor => tensor.Name, tensor => new int[tensor.Length]);
        for (int round = 1; round <= setting.Count(Rounds.Name); round++)
        {
            cancellation.ThrowIfCancellationRequested();
            double before;
            using (var result = session.Run(objective.Samples.Span, objective.Targets.Span))
            {
                before = result.Loss;
                foreach (var (tensor, channel) in Best(scene.Integers, result, (2 * round) - 1))
                {
                    Move(tensor, channel, result[tensor.Name], direction, steps[tensor.Name]);
                }
            }

            using var after = session.Run(objective.Samples.Span, objective.Targets.Span);
            yield return new AttackStep([], before, after.Loss, 0, scene.Integers.Distance);
        }
    }

    /// <summary>Channels by what one step of all their integers promises: the sum of |gradient| * scale.</summary>
    private static IEnumerable<(IntegerTensor Tensor, int Channel)> Best(IntegerModel integers, GradientResult result, int count)
    {
        var scores = new List<(IntegerTensor Tensor, int Channel, double Score)>();
        foreach (var tensor in integers.Tensors)
        {
            double[] sums = new double[tensor.Channels];
            var gradient = result[tensor.Name];
            for (int element = 0; element < tensor.Length; element++)
            {
                sums[tensor.Channel(element)] += Math.Abs(gradient[element]) * tensor.Scale(element);
            }

            scores.AddRange(sums.Select((sum, channel) => (tensor, channel, sum)));
        }

        return [.. scores.OrderByDescending(score => score.Score).Take(count).Select(score => (score.Tensor, score.Channel))];
    }

    private static void Move(IntegerTensor tensor, int channel, ReadOnlySpan<float> gradient, int direction, int[] steps)
    {
        for (int element = 0; element < tensor.Length; element++)
        {
            if (tensor.Channel(element) == channel)
            {
                steps[element] += direction * Math.Sign(gradient[element]);
                tensor.Place(element, steps[element]);
            }
        }
    }
}
