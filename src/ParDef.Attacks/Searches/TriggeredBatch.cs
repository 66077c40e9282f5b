using ParDef.Attacks.Gradients;

namespace ParDef.Attacks.Searches;

/// <summary>Images twice: with a trigger, to a target, and as they are, to what the model says about them.</summary>
internal static class TriggeredBatch
{
    /// <summary>J = CE(triggered to target) + weight * CE(clean to own prediction), to be lowered.</summary>
    public static Objective Of(DifferentiableModel model, ImageBatch batch, Trigger trigger, int target, double cleanWeight)
    {
        int classes = model.Classes;
        float[] triggered = [.. batch.Samples];
        trigger.Apply(triggered, model.InputShape);
        bool hasClean = cleanWeight > 0;
        float[] targets = new float[(hasClean ? 2 : 1) * batch.Count * classes];
        var own = hasClean ? batch.Predict(model) : [];
        for (int image = 0; image < batch.Count; image++)
        {
            targets[(image * classes) + target] = 1f / batch.Count;
            if (hasClean)
            {
                targets[((batch.Count + image) * classes) + own[image]] = (float)(cleanWeight / batch.Count);
            }
        }

        return new Objective(hasClean ? [.. triggered, .. batch.Samples] : triggered, targets, classes, Direction: -1);
    }
}
