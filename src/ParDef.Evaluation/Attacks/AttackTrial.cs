using System.Diagnostics;
using ParDef.Attacks.Gradients;
using ParDef.Attacks.Integers;
using ParDef.Attacks.Searches;
using ParDef.Data.ImageSets;
using ParDef.Data.Preparation;

namespace ParDef.Evaluation.Attacks;

/// <summary>One attack on one undefended model with one seed, measured after every step.</summary>
/// <param name="Attack">The attack.</param>
/// <param name="Model">The victim's file.</param>
/// <param name="Form">How the victim stores its weights.</param>
/// <param name="Normalization">What it was trained with.</param>
/// <param name="AttackImages">Labelled images for the attacker.</param>
/// <param name="EvaluationImages">Labelled images that the attacker never sees.</param>
/// <param name="Limits">When it is enough.</param>
public sealed record AttackTrial(
    IAttack Attack,
    byte[] Model,
    IntegerForm Form,
    Normalization Normalization,
    ImageSet AttackImages,
    ImageSet EvaluationImages,
    AttackLimits Limits)
{
    /// <summary>Attacks until a limit is reached or the attack ends. The first record is that of the undamaged model, in eight bits.</summary>
    /// <param name="options">Options of the attack by name.</param>
    /// <param name="seed">Decides every choice of the attack.</param>
    /// <param name="cancellation">Ends the work early; what was returned stays true.</param>
    public IEnumerable<AttackRecord> Run(IReadOnlyDictionary<string, double> options, ulong seed, CancellationToken cancellation)
    {
        var model = DifferentiableModel.Read(Model, 1);
        var scene = new AttackScene(
            model, Form, Normalization.Apply(AttackImages), AttackImages.Labels, new AttackSetting(Attack, options), seed);
        long start = Stopwatch.GetTimestamp();
        var whole = EvaluationImages;
        var part = whole.Take(Limits.ImagesBetweenSteps);
        AttackMeasure Measure(ImageSet images) => AttackMeasure.Of(AttackedFile.Write(Model, model), scene.Goal, images, Normalization, cancellation);
        // An attack tells its goal, and lays its trigger, on the way to its first step: only then can the undamaged model be measured for it.
        using var steps = Attack.Run(scene, cancellation).GetEnumerator();
        bool goesOn = steps.MoveNext();
        double searching = Stopwatch.GetElapsedTime(start).TotalSeconds;
        yield return AttackRecord.Of(0, null, scene, AttackMeasure.Of(Undamaged(), scene.Goal, whole, Normalization, cancellation), whole.Count, 0);
        for (int number = 1; goesOn; number++)
        {
            var measure = Measure(part);
            int images = part.Count;
            bool isEnough = Limits.IsEnough(measure, scene.Integers.Distance);
            if (isEnough && part.Count < whole.Count)
            {
                measure = Measure(whole);
                images = whole.Count;
                isEnough = Limits.IsEnough(measure, scene.Integers.Distance);
            }

            yield return AttackRecord.Of(number, steps.Current, scene, measure, images, searching);
            if (isEnough)
            {
                yield break;
            }

            start = Stopwatch.GetTimestamp();
            goesOn = steps.MoveNext();
            searching += Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }

    private byte[] Undamaged()
    {
        var model = DifferentiableModel.Read(Model, 1);
        _ = IntegerModel.Quantize(model, Form);
        return AttackedFile.Write(Model, model);
    }
}
