using ParDef.Attacks.Gradients;
using ParDef.Attacks.Integers;

namespace ParDef.Attacks.Searches;

/// <summary>
/// Two rows of a last layer, as bits: the loss of TA-LBF and its gradient. Logits of the other classes are fixed; those of source and target are linear in the bits.
/// </summary>
internal sealed class TwoRowProblem
{
    private const int BitsOfWeight = 8;
    private const double Margin = 10;

    private readonly LinearHead head;
    private readonly IntegerTensor tensor;
    private readonly int[] rows;
    private readonly float[] feature;
    private readonly float[] features;
    private readonly IReadOnlyList<int> labels;
    private readonly double[] fixedScores;
    private readonly double[] worth;
    private readonly double strongest;

    /// <summary>States a problem.</summary>
    /// <param name="head">The last layer.</param>
    /// <param name="tensor">Its weights as stored.</param>
    /// <param name="source">What the sample is taken for.</param>
    /// <param name="target">What it is to be taken for.</param>
    /// <param name="feature">Features of the sample.</param>
    /// <param name="features">Features of the samples whose classes are kept.</param>
    /// <param name="labels">Their classes.</param>
    public TwoRowProblem(
        LinearHead head, IntegerTensor tensor, int source, int target, float[] feature, float[] features, IReadOnlyList<int> labels)
    {
        this.head = head;
        this.tensor = tensor;
        this.feature = feature;
        this.features = features;
        this.labels = labels;
        rows = [source, target];
        Original = new bool[2 * head.Width * BitsOfWeight];
        worth = new double[Original.Length];
        for (int i = 0; i < Original.Length; i++)
        {
            int element = ElementOf(i);
            int bit = i % BitsOfWeight;
            Original[i] = (tensor.Values[element] >> bit & 1) != 0;
            worth[i] = tensor.Form.Growth(0, bit) * tensor.Scale(element);
        }

        // Where all bits are 0 an affine weight is not 0: that part belongs to the fixed scores.
        fixedScores = new double[labels.Count * head.Classes];
        for (int sample = 0; sample < labels.Count; sample++)
        {
            for (int c = 0; c < head.Classes; c++)
            {
                fixedScores[(sample * head.Classes) + c] = Fixed(c, features.AsSpan(sample * head.Width, head.Width));
            }
        }

        SampleFixed = [Fixed(source, feature), Fixed(target, feature)];
        strongest = Enumerable.Range(0, head.Classes).Where(c => c != source).Max(c => c == target
            ? SampleFixed[1] + Enumerable.Range(0, head.Width).Sum(f => feature[f] * Weight(AsNumbers(Original), 1, f))
            : Fixed(c, feature));
    }

    /// <summary>The bits as they stand: source row, then target row, feature by feature, lowest bit first.</summary>
    public bool[] Original { get; }

    private double[] SampleFixed { get; }

    /// <summary>Bits as the numbers 0 and 1.</summary>
    public static double[] AsNumbers(bool[] bits) => [.. bits.Select(bit => bit ? 1.0 : 0.0)];

    /// <summary>True if the sample is taken for the target.</summary>
    public bool Flips(bool[] bits)
    {
        double[] numbers = AsNumbers(bits);
        var scores = Enumerable.Range(0, head.Classes).Select(c => Array.IndexOf(rows, c) is >= 0 and var row ? Score(numbers, row, feature, SampleFixed[row]) : Fixed(c, feature)).ToArray();
        return Array.IndexOf(scores, scores.Max()) == rows[1];
    }

    /// <summary>The loss of bits.</summary>
    public double Loss(bool[] bits, double keeping) => Gradient(AsNumbers(bits), keeping, new double[bits.Length]);

    /// <summary>The loss of relaxed bits, and its gradient: a hinge for the sample, and cross-entropy of the others with a factor.</summary>
    public double Gradient(double[] bits, double keeping, double[] gradient)
    {
        double[] slopes = new double[2 * head.Width];
        double source = Score(bits, 0, feature, SampleFixed[0]);
        double target = Score(bits, 1, feature, SampleFixed[1]);
        double loss = Math.Max(source - (strongest - Margin), 0) + Math.Max(strongest + Margin - target, 0);
        for (int f = 0; f < head.Width; f++)
        {
            slopes[f] += source > strongest - Margin ? feature[f] : 0;
            slopes[head.Width + f] -= target < strongest + Margin ? feature[f] : 0;
        }

        double[] weights = new double[2 * head.Width];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Weight(bits, i / head.Width, i % head.Width);
        }

        double[] scores = new double[head.Classes];
        for (int sample = 0; sample < labels.Count; sample++)
        {
            var row = features.AsSpan(sample * head.Width, head.Width);
            fixedScores.AsSpan(sample * head.Classes, head.Classes).CopyTo(scores);
            for (int f = 0; f < head.Width; f++)
            {
                scores[rows[0]] += weights[f] * row[f];
                scores[rows[1]] += weights[head.Width + f] * row[f];
            }

            double largest = scores.Max();
            double sum = 0;
            foreach (double score in scores)
            {
                sum += Math.Exp(score - largest);
            }

            double logarithm = largest + Math.Log(sum);
            double share = keeping / labels.Count;
            loss -= share * (scores[labels[sample]] - logarithm);
            for (int r = 0; r < 2; r++)
            {
                double slope = share * (Math.Exp(scores[rows[r]] - logarithm) - (labels[sample] == rows[r] ? 1 : 0));
                for (int f = 0; f < head.Width; f++)
                {
                    slopes[(r * head.Width) + f] += slope * row[f];
                }
            }
        }

        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = slopes[i / BitsOfWeight] * worth[i];
        }

        return loss;
    }

    /// <summary>Writes bits into the model.</summary>
    public List<BitChange> Store(bool[] bits)
    {
        var changes = new List<BitChange>();
        for (int i = 0; i < bits.Length; i++)
        {
            if (bits[i] != Original[i])
            {
                tensor.Flip(ElementOf(i), i % BitsOfWeight);
                changes.Add(new BitChange(tensor.Name, ElementOf(i), i % BitsOfWeight));
            }
        }

        return changes;
    }

    private int ElementOf(int bit) => head.Element(rows[bit / BitsOfWeight / head.Width], bit / BitsOfWeight % head.Width);

    private double Weight(double[] bits, int row, int f)
    {
        double weight = 0;
        int first = ((row * head.Width) + f) * BitsOfWeight;
        for (int bit = 0; bit < BitsOfWeight; bit++)
        {
            weight += bits[first + bit] * worth[first + bit];
        }

        return weight;
    }

    private double Score(double[] bits, int row, float[] of, double fixedPart)
    {
        double score = fixedPart;
        for (int f = 0; f < head.Width; f++)
        {
            score += of[f] * Weight(bits, row, f);
        }

        return score;
    }

    /// <summary>The part of a score that the bits do not reach: all of it for other classes, bias and zero points for the two.</summary>
    private double Fixed(int c, ReadOnlySpan<float> of)
    {
        double score = head.Bias?.Values[c] ?? 0;
        bool isVariable = rows.Contains(c);
        for (int f = 0; f < head.Width; f++)
        {
            int element = head.Element(c, f);
            score += of[f] * (isVariable ? tensor.Value(element, 0) : head.Weight.Values[element]);
        }

        return score;
    }
}
