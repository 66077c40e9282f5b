using Microsoft.ML.OnnxRuntime;
using ParDef.Data.ImageSets;
using ParDef.Data.Preparation;

namespace ParDef.Evaluation.Accuracy;

/// <summary>What a classifier says about every image of a set.</summary>
/// <param name="Classes">The top-1 class of each image.</param>
/// <param name="Labels">The true class of each image.</param>
public sealed record Predictions(IReadOnlyList<int> Classes, ReadOnlyMemory<byte> Labels)
{
    private const int BatchImages = 100;

    /// <summary>Images whose top-1 class is the label.</summary>
    public int Correct => Classes.Where((predicted, image) => predicted == Labels.Span[image]).Count();

    /// <summary>Top-1 accuracy in percent.</summary>
    public double Percent => 100.0 * Correct / Classes.Count;

    /// <summary>Runs a classifier with one image input, N x C x H x W, and logits, N x classes, as its first output.</summary>
    /// <param name="session">The classifier.</param>
    /// <param name="images">Labelled images.</param>
    /// <param name="normalization">What the classifier was trained with.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static Predictions Of(InferenceSession session, ImageSet images, Normalization normalization, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(normalization);
        var classes = new List<int>(images.Count);
        using var options = new RunOptions();
        foreach (var batch in normalization.Batches(images, BatchImages))
        {
            cancellation.ThrowIfCancellationRequested();
            using var input = OrtValue.CreateTensorValueFromMemory(batch.Values, batch.Shape);
            using var outputs = session.Run(options, [session.InputNames[0]], [input], [session.OutputNames[0]]);
            classes.AddRange(Largest(outputs[0].GetTensorDataAsSpan<float>(), (int)batch.Shape[0]));
        }

        return new Predictions(classes, images.Labels);
    }

    /// <summary>As <see cref="Of(InferenceSession, ImageSet, Normalization, CancellationToken)"/>, for the bytes of a model.</summary>
    /// <exception cref="OnnxRuntimeException">The engine cannot read the model.</exception>
    public static Predictions Of(byte[] model, ImageSet images, Normalization normalization, CancellationToken cancellation = default)
    {
        using var session = new InferenceSession(model);
        return Of(session, images, normalization, cancellation);
    }

    /// <summary>The class of each image.</summary>
    internal static int[] Largest(ReadOnlySpan<float> logits, int images)
    {
        int width = logits.Length / images;
        int[] classes = new int[images];
        for (int image = 0; image < images; image++)
        {
            classes[image] = Largest(logits.Slice(image * width, width));
        }

        return classes;
    }

    /// <summary>The first of the largest values; a NaN is never the largest.</summary>
    private static int Largest(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] || float.IsNaN(values[best]) ? i : best;
        }

        return best;
    }
}
