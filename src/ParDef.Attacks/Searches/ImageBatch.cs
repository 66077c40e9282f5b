using ParDef.Attacks.Gradients;

namespace ParDef.Attacks.Searches;

/// <summary>Prepared images that an attack computes with.</summary>
/// <param name="Samples">Values, one image behind the other.</param>
/// <param name="Labels">True classes, one an image.</param>
public sealed record ImageBatch(float[] Samples, IReadOnlyList<int> Labels)
{
    /// <summary>Number of images.</summary>
    public int Count => Labels.Count;

    /// <summary>What a model says about each image with its weights as they stand.</summary>
    public IReadOnlyList<int> Predict(DifferentiableModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var session = new ForwardSession(model.AtBatch(Count), [model.Output]);
        var values = session.Run(Samples);
        using (values[0])
        {
            return Classes(values[0].GetTensorDataAsSpan<float>(), model.Classes);
        }
    }

    /// <summary>The class of the largest logit of each row.</summary>
    internal static int[] Classes(ReadOnlySpan<float> logits, int classes)
    {
        int[] predicted = new int[logits.Length / classes];
        for (int row = 0; row < predicted.Length; row++)
        {
            var of = logits.Slice(row * classes, classes);
            for (int c = 1; c < classes; c++)
            {
                predicted[row] = of[c] > of[predicted[row]] || float.IsNaN(of[predicted[row]]) ? c : predicted[row];
            }
        }

        return predicted;
    }
}
