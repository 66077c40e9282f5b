using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ParDef.Artifacts.Errors;
using ParDef.Runtime.Sessions;

namespace ParDef.Cli.Inference;

/// <summary>A model as a classifier: tensors in, the most probable classes out.</summary>
/// <param name="session">The engine; the caller disposes it.</param>
internal sealed class Classifier(ProtectedSession session)
{
    private const float SumTolerance = 1e-3f;

    /// <summary>What it takes.</summary>
    public ModelInput Input { get; } = ModelInput.Of(session);

    private string Output => session.Outputs.Keys.First();

    /// <summary>Classifies every item of a batch.</summary>
    /// <param name="values">The tensor, row-major.</param>
    /// <param name="shape">Its shape, which fits <see cref="Input"/>.</param>
    /// <param name="top">How many classes to give.</param>
    /// <exception cref="ParDefException">
    /// <see cref="Artifacts.Errors.ErrorCode.Unsupported"/>: the engine fails, or the output is no scores of classes.
    /// </exception>
    public IReadOnlyList<Prediction> Classify(float[] values, long[] shape, int top)
    {
        try
        {
            using var tensor = OrtValue.CreateTensorValueFromMemory(values, shape);
            using var outputs = session.Run(new Dictionary<string, OrtValue> { [Input.Name] = tensor }, [Output]);
            var information = outputs[0].GetTensorTypeAndShape();
            bool isScores = information is { ElementDataType: TensorElementType.Float, Shape: [> 0, ..], ElementCount: > 0 };
            if (!isScores)
            {
                throw new ParDefException(ErrorCode.Unsupported, $"the model's output \"{Output}\" holds no scores of classes");
            }

            var scores = outputs[0].GetTensorDataAsSpan<float>();
            int items = (int)information.Shape[0];
            var predictions = new List<Prediction>(items);
            for (int item = 0, classes = scores.Length / items; item < items; item++)
            {
                predictions.Add(new Prediction(item, MostProbable(scores.Slice(item * classes, classes), top)));
            }

            return predictions;
        }
        catch (OnnxRuntimeException failure)
        {
            string reason = failure.Message.TrimEnd('.');
            throw new ParDefException(ErrorCode.Unsupported, $"the engine cannot run the model on this input: {reason}", inner: failure);
        }
    }

    internal static IReadOnlyList<ClassProbability> MostProbable(ReadOnlySpan<float> scores, int top)
    {
        float[] probabilities = Probabilities(scores);
        return [.. probabilities.Index()
            .OrderByDescending(entry => entry.Item)
            .Take(top)
            .Select(entry => new ClassProbability(entry.Index, entry.Item))];
    }

    /// <summary>Softmax, but of a model that ends in one itself: its scores are probabilities already.</summary>
    private static float[] Probabilities(ReadOnlySpan<float> scores)
    {
        bool areProbabilities = TensorPrimitives.Min(scores) >= 0 && MathF.Abs(TensorPrimitives.Sum(scores) - 1) <= SumTolerance;
        if (areProbabilities)
        {
            return scores.ToArray();
        }

        // Shifted, so that the exponentials of large scores stay finite.
        var shifted = new float[scores.Length];
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max(scores), shifted);
        TensorPrimitives.SoftMax<float>(shifted, shifted);
        return shifted;
    }
}
