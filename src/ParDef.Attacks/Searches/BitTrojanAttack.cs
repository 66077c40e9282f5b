using ParDef.Attacks.Gradients;

namespace ParDef.Attacks.Searches;

/// <summary>The targeted bit trojan (TBT): few weights of the last layer are trained so that a trigger which drives their features decides.</summary>
public sealed class BitTrojanAttack : IAttack
{
    private const double WantedFeature = 100;

    private static readonly AttackOption Batch = new("batch", "images in the one batch", 128, 1, 1024);
    private static readonly AttackOption Target = new("target", "class that triggered inputs are to be taken for", 2, 0, 1e6);
    private static readonly AttackOption Weights = new("weights", "weights of the target's row that are trained", 150, 1, 1e6);
    private static readonly AttackOption Epochs = new("epochs", "steps of training", 200, 1, 10000);

    /// <inheritdoc/>
    public string Name => "tbt";

    /// <inheritdoc/>
    public string Description => "changes few weights of the last layer so that a patch decides the class";

    /// <inheritdoc/>
    public string Paper => "Rakin, He, Fan: TBT: Targeted Neural Network Attack with Bit Trojan, CVPR 2020";

    /// <inheritdoc/>
    public AttackNeeds Needs => AttackNeeds.Trigger | AttackNeeds.LinearHead | AttackNeeds.Labels;

    /// <inheritdoc/>
    public IReadOnlyList<AttackOption> Options => [Batch, Target, Weights, Epochs];

    /// <inheritdoc/>
    public IEnumerable<AttackStep> Run(AttackScene scene, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var setting = scene.Setting;
        int target = setting.Count(Target.Name);
        var batch = scene.Draw(setting.Count(Batch.Name));
        var head = LinearHead.Of(scene.Model);
        int[] chosen = Rank(scene.Model, head, batch, target, Math.Min(head.Width, setting.Count(Weights.Name)));
        var trigger = MakeTrigger(scene.Model.AtBatch(1), head, chosen, scene.Images.Values);
        scene.Goal = new AttackGoal(target, Trigger: trigger);

        float[] triggered = [.. batch.Samples];
        trigger.Apply(triggered, scene.Model.InputShape);
        var clean = head.Run(scene.Model, batch.Samples, batch.Count);
        var driven = head.Run(scene.Model, triggered, batch.Count);
        var training = new RowTraining(head, scene.Integers[head.Weight.Name], target, chosen);
        training.Add(clean.Features, clean.Logits, batch.Labels);
        training.Add(driven.Features, driven.Logits, [.. batch.Labels.Select(_ => target)]);
        double before = training.Loss();
        float[] row = training.Train(setting.Count(Epochs.Name), cancellation);
        var tensor = scene.Integers[head.Weight.Name];
        var changes = new List<BitChange>();
        for (int i = 0; i < chosen.Length; i++)
        {
            int element = head.Element(target, chosen[i]);
            ByteChange.Write(tensor, element, tensor.Nearest(element, row[i]), changes);
        }

        yield return new AttackStep(changes, before, training.Loss(), 0, scene.Integers.Distance);
    }

    /// <summary>Neural gradient ranking: the features whose weight for the target has the largest gradient.</summary>
    private static int[] Rank(DifferentiableModel model, LinearHead head, ImageBatch batch, int target, int count)
    {
        using var session = GradientSession.OfLoss(model.AtBatch(batch.Count), [head.Weight.Name]);
        var objective = Objective.CrossEntropy(batch.Samples, batch.Labels, model.Classes, -1);
        using var result = session.Run(batch.Samples, objective.Targets.Span);
        float[] gradient = result[head.Weight.Name].ToArray();
        return [.. Enumerable.Range(0, head.Width).OrderByDescending(feature => Math.Abs(gradient[head.Element(target, feature)])).Take(count)];
    }

    /// <summary>On an image of zeros, sign steps that bring the chosen features to 100; values stay within those of images.</summary>
    private static Trigger MakeTrigger(DifferentiableModel model, LinearHead head, int[] chosen, float[] images)
    {
        var search = TriggerSearch.Weak(model.InputShape) with { Low = images.Min(), High = images.Max() };
        var trigger = search.Flat(model.InputShape, 0.5f);
        float[] sample = new float[images.Length == 0 ? 0 : (int)model.InputShape.Aggregate(1L, (product, extent) => product * extent)];
        using var forward = new ForwardSession(model, [head.Features]);
        using var session = GradientSession.OfSeed(model, head.Features, [model.Input]);
        foreach (float size in (float[])[0.5f, 0.1f, 0.01f, 0.001f])
        {
            for (int step = 0; step < 200; step++)
            {
                trigger.Apply(sample, model.InputShape);
                float[] seed = new float[head.Width];
                var values = forward.Run(sample);
                using (values[0])
                {
                    var features = values[0].GetTensorDataAsSpan<float>();
                    foreach (int feature in chosen)
                    {
                        seed[feature] = (float)(2 * (features[feature] - WantedFeature) / chosen.Length);
                    }
                }

                using var result = session.Run(sample, seed);
                search.Move(trigger, result[model.Input], model.InputShape, size);
            }
        }

        return trigger;
    }
}
