using ParDef.Attacks.Faults;
using ParDef.Attacks.Gradients;

namespace ParDef.Attacks.Searches;

/// <summary>A bounded change of every weight (APA-W): sign steps of projected gradient ascent on the integers, never further than a number of steps from where they stood.</summary>
public sealed class BoundedWeightAttack : IAttack
{
    private static readonly AttackOption Batch = new("batch", "images in the batch", 128, 1, 1024);
    private static readonly AttackOption Bound = new("bound", "largest change of an integer", 1, 1, 127);
    private static readonly AttackOption Steps = new("steps", "steps of gradient", 5, 1, 1000);
    private static readonly AttackOption Noise = new("noise", "1 for random signs of that size in place of the gradient's: the control", 0, 0, 1);

    /// <inheritdoc/>
    public string Name => "apa";

    /// <inheritdoc/>
    public string Description => "moves every weight by few steps so that the classifier guesses";

    /// <inheritdoc/>
    public string Paper => "Madry, Makelov, Schmidt, Tsipras, Vladu: Towards Deep Learning Models Resistant to Adversarial Attacks, ICLR 2018, applied to weights";

    /// <inheritdoc/>
    public AttackNeeds Needs => AttackNeeds.None;

    /// <inheritdoc/>
    public IReadOnlyList<AttackOption> Options => [Batch, Bound, Steps, Noise];

    /// <summary>As the interface says; the changes of a step are not listed one by one, as they are most of the bits.</summary>
    public IEnumerable<AttackStep> Run(AttackScene scene, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var setting = scene.Setting;
        int bound = setting.Count(Bound.Name);
        int steps = setting.Count(Steps.Name);
        bool isNoise = setting.Count(Noise.Name) == 1;
        int pace = isNoise ? bound : (int)Math.Max(1, Math.Round(2.5 * bound / steps));
        var batch = scene.Draw(setting.Count(Batch.Name));
        var objective = Objective.CrossEntropy(batch.Samples, batch.Predict(scene.Model), scene.Model.Classes, direction: +1);
        using var session = GradientSession.OfLoss(scene.Model.AtBatch(batch.Count), scene.Integers.Tensors.Select(tensor => tensor.Name));
        int[][] moved = [.. scene.Integers.Tensors.Select(tensor => new int[tensor.Length])];
        for (int step = 0; step < (isNoise ? 1 : steps); step++)
        {
            cancellation.ThrowIfCancellationRequested();
            double before;
            using (var result = session.Run(objective.Samples.Span, objective.Targets.Span))
            {
                before = result.Loss;
                for (int i = 0; i < moved.Length; i++)
                {
                    var tensor = scene.Integers.Tensors[i];
                    var gradient = result[tensor.Name];
                    for (int element = 0; element < tensor.Length; element++)
                    {
                        int sign = isNoise ? Sign(scene.Random) : Math.Sign(gradient[element]);
                        moved[i][element] = Math.Clamp(moved[i][element] + (pace * sign), -bound, bound);
                        tensor.Place(element, moved[i][element]);
                    }
                }
            }

            using var after = session.Run(objective.Samples.Span, objective.Targets.Span);
            yield return new AttackStep([], before, after.Loss, 0, scene.Integers.Distance);
        }
    }

    private static int Sign(SeededRandom random) => random.Below(2) == 0 ? -1 : 1;
}
