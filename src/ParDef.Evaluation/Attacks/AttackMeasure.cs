using Microsoft.ML.OnnxRuntime;
using ParDef.Attacks.Searches;
using ParDef.Data.ImageSets;
using ParDef.Data.Preparation;
using ParDef.Evaluation.Accuracy;

namespace ParDef.Evaluation.Attacks;

/// <summary>How a model answers while it is attacked.</summary>
/// <param name="Accuracy">Top-1 on untouched images, in percent.</param>
/// <param name="Success">Of the inputs that the attack is about, those taken for the target, in percent; null without a target.</param>
/// <param name="SuccessWithTarget">The same over all inputs, those of the target class included; null without a target.</param>
public sealed record AttackMeasure(double Accuracy, double? Success, double? SuccessWithTarget)
{
    private const int BatchImages = 100;

    /// <summary>Measures a model.</summary>
    /// <param name="model">Its file.</param>
    /// <param name="goal">What the attack wants.</param>
    /// <param name="images">Labelled images that the attack has not seen.</param>
    /// <param name="normalization">What the model was trained with.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static AttackMeasure Of(byte[] model, AttackGoal goal, ImageSet images, Normalization normalization, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(goal);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(normalization);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(model, options);
        var clean = Predictions.Of(session, images, normalization, cancellation);
        if (goal.Target is not { } target)
        {
            return new AttackMeasure(clean.Percent, null, null);
        }

        if (goal.Sample is { } sample)
        {
            double rate = Answer(session, sample, normalization.Apply(images.Take(1)).Shape) == target ? 100 : 0;
            return new AttackMeasure(clean.Percent, rate, rate);
        }

        var answers = goal.Trigger is { } trigger ? Triggered(session, trigger, images, normalization, cancellation) : clean.Classes;
        int[] concerned = [.. Enumerable.Range(0, images.Count).Where(image => goal.Concerns(images.Labels.Span[image]))];
        return new AttackMeasure(
            clean.Percent,
            100.0 * concerned.Count(image => answers[image] == target) / concerned.Length,
            100.0 * answers.Count(answer => answer == target) / images.Count);
    }

    private static int Answer(InferenceSession session, float[] sample, long[] shape)
    {
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(sample, shape);
        using var outputs = session.Run(options, [session.InputNames[0]], [input], [session.OutputNames[0]]);
        return Predictions.Largest(outputs[0].GetTensorDataAsSpan<float>(), 1)[0];
    }

    private static List<int> Triggered(
        InferenceSession session, Trigger trigger, ImageSet images, Normalization normalization, CancellationToken cancellation)
    {
        var classes = new List<int>(images.Count);
        using var options = new RunOptions();
        foreach (var batch in normalization.Batches(images, BatchImages))
        {
            cancellation.ThrowIfCancellationRequested();
            trigger.Apply(batch.Values, batch.Shape);
            using var input = OrtValue.CreateTensorValueFromMemory(batch.Values, batch.Shape);
            using var outputs = session.Run(options, [session.InputNames[0]], [input], [session.OutputNames[0]]);
            classes.AddRange(Predictions.Largest(outputs[0].GetTensorDataAsSpan<float>(), (int)batch.Shape[0]));
        }

        return classes;
    }
}
