namespace ParDef.Attacks.Searches;

/// <summary>
/// What a search drives, on fixed samples: J = -sum(targets * log softmax(logits)), up or down. Weights of classes that add up to 1 / N a sample are the mean
/// cross-entropy; several groups of samples with factors of their own are one objective.
/// </summary>
/// <param name="Samples">Prepared inputs, one behind the other.</param>
/// <param name="Targets">Weights of classes, samples x classes.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Direction">+1 to raise J, -1 to lower it.</param>
public sealed record Objective(ReadOnlyMemory<float> Samples, ReadOnlyMemory<float> Targets, int Classes, int Direction)
{
    /// <summary>The mean cross-entropy to one class a sample.</summary>
    public static Objective CrossEntropy(ReadOnlyMemory<float> samples, IReadOnlyList<int> classOfEach, int classes, int direction)
    {
        ArgumentNullException.ThrowIfNull(classOfEach);
        float[] targets = new float[classOfEach.Count * classes];
        for (int sample = 0; sample < classOfEach.Count; sample++)
        {
            targets[(sample * classes) + classOfEach[sample]] = 1f / classOfEach.Count;
        }

        return new Objective(samples, targets, classes, direction);
    }

    /// <summary>J of given logits. Logits that are no numbers are as far from the targets as can be.</summary>
    public double Loss(ReadOnlySpan<float> logits)
    {
        double loss = 0;
        var targets = Targets.Span;
        for (int start = 0; start < logits.Length; start += Classes)
        {
            var row = logits.Slice(start, Classes);
            double largest = double.NegativeInfinity;
            foreach (float logit in row)
            {
                largest = logit > largest ? logit : largest;
            }

            double sum = 0;
            foreach (float logit in row)
            {
                sum += Math.Exp(logit - largest);
            }

            double logarithm = largest + Math.Log(sum);
            for (int c = 0; c < Classes; c++)
            {
                float target = targets[start + c];
                loss -= target == 0 ? 0 : target * (row[c] - logarithm);
            }
        }

        return double.IsNaN(loss) ? double.PositiveInfinity : loss;
    }
}
