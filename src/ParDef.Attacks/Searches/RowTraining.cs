using ParDef.Attacks.Gradients;
using ParDef.Attacks.Integers;

namespace ParDef.Attacks.Searches;

/// <summary>
/// Trains some weights of one class's row of a last layer, with everything before it fixed: gradient descent with momentum on the mean cross-entropy, within the range of
/// the stored integers. Features that a trigger drives are large, and the papers' rate then oscillates: two smaller ones are tried as well, and the least loss counts.
/// </summary>
internal sealed class RowTraining(LinearHead head, IntegerTensor tensor, int ofClass, int[] chosen)
{
    private static readonly double[] Rates = [0.5, 0.05, 0.005];
    private const double Momentum = 0.9;

    private readonly List<(float[] Features, float[] Logits, IReadOnlyList<int> Labels)> groups = [];
    private readonly float[] start = [.. chosen.Select(feature => head.Weight.Values[head.Element(ofClass, feature)])];

    /// <summary>Adds a group of samples; each group weighs the same.</summary>
    /// <param name="features">Of the last layer, sample by sample.</param>
    /// <param name="logits">What the layer makes of them as it stands.</param>
    /// <param name="labels">The wanted classes.</param>
    public void Add(float[] features, float[] logits, IReadOnlyList<int> labels) => groups.Add((features, logits, labels));

    /// <summary>The loss of the weights as they stand in the model.</summary>
    public double Loss() => Gradient([.. chosen.Select((feature, i) => (double)head.Weight.Values[head.Element(ofClass, feature)] - start[i])], new double[chosen.Length]);

    /// <summary>Trains, and returns the chosen weights in floating point; the model is not changed.</summary>
    public float[] Train(int epochs, CancellationToken cancellation)
    {
        double[] best = new double[chosen.Length];
        double least = double.PositiveInfinity;
        double[] gradient = new double[chosen.Length];
        foreach (double rate in Rates)
        {
            double[] change = new double[chosen.Length];
            double[] velocity = new double[chosen.Length];
            for (int epoch = 0; epoch < epochs; epoch++)
            {
                cancellation.ThrowIfCancellationRequested();
                double loss = Gradient(change, gradient);
                if (loss < least)
                {
                    least = loss;
                    best = [.. change];
                }

                for (int i = 0; i < change.Length; i++)
                {
                    velocity[i] = (Momentum * velocity[i]) + gradient[i];
                    change[i] = Within(i, start[i] + change[i] - (rate * velocity[i])) - start[i];
                }
            }
        }

        return [.. start.Zip(best, (weight, moved) => (float)(weight + moved))];
    }

    /// <summary>A weight as near to a value as the range of its integers lets it.</summary>
    private double Within(int i, double value)
    {
        int element = head.Element(ofClass, chosen[i]);
        return Math.Clamp(value, tensor.Value(element, tensor.Nearest(element, double.MinValue)), tensor.Value(element, tensor.Nearest(element, double.MaxValue)));
    }

    private double Gradient(double[] change, double[] gradient)
    {
        Array.Clear(gradient);
        double loss = 0;
        foreach (var (features, logits, labels) in groups)
        {
            for (int sample = 0; sample < labels.Count; sample++)
            {
                var row = features.AsSpan(sample * head.Width, head.Width);
                double[] scores = [.. logits.Skip(sample * head.Classes).Take(head.Classes).Select(logit => (double)logit)];
                for (int i = 0; i < chosen.Length; i++)
                {
                    scores[ofClass] += change[i] * row[chosen[i]];
                }

                double largest = scores.Max();
                double logarithm = largest + Math.Log(scores.Sum(score => Math.Exp(score - largest)));
                double share = 1.0 / (labels.Count * groups.Count);
                loss -= share * (scores[labels[sample]] - logarithm);
                double slope = share * (Math.Exp(scores[ofClass] - logarithm) - (labels[sample] == ofClass ? 1 : 0));
                for (int i = 0; i < chosen.Length; i++)
                {
                    gradient[i] += slope * row[chosen[i]];
                }
            }
        }

        return loss;
    }
}
