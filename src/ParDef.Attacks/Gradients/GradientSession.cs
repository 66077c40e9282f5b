using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace ParDef.Attacks.Gradients;

/// <summary>
/// Computes the gradient of a loss with respect to weights and input, on ONNX Runtime: the backward pass is a graph like any other.
/// </summary>
/// <remarks>
/// The loss is -sum(targets * log softmax(logits)) over batch and classes, where targets is any tensor of weights with the shape of the logits. One row of 1/N at the
/// label is the mean cross-entropy; rows may have other sums, so that several terms with factors of their own are one loss.
/// </remarks>
public sealed class GradientSession : IDisposable
{
    private readonly InferenceSession session;
    private readonly BoundInputs inputs = new();
    private readonly RunOptions run = new();
    private readonly string[] outputs;
    private readonly float[] input;
    private readonly float[] given;
    private readonly IReadOnlyList<string> of;

    private GradientSession(DifferentiableModel model, GradientGraph graph, string givenName, IReadOnlyList<long> givenShape)
    {
        of = graph.Of;
        using var options = Sessions.Options(GraphOptimizationLevel.ORT_ENABLE_ALL);
        session = new InferenceSession(graph.Model.ToByteArray(), options);
        outputs = [.. session.OutputNames];
        input = new float[Tensors.Elements(model.InputShape)];
        given = new float[Tensors.Elements(givenShape)];
        foreach (string name in session.InputNames)
        {
            if (name == model.Input)
            {
                inputs.Add(name, input, model.InputShape);
            }
            else if (name == givenName)
            {
                inputs.Add(name, given, givenShape);
            }
            else
            {
                inputs.Add(name, model[name].Values, model[name].Shape);
            }
        }
    }

    /// <summary>Gradients of the loss with respect to weights, the input, or both.</summary>
    /// <param name="model">Its weights are read anew at every run.</param>
    /// <param name="of">Names of weights, and of the input.</param>
    /// <exception cref="UnsupportedModelException">An operator between output and <paramref name="of"/> has no derivative here; all such are named.</exception>
    public static GradientSession OfLoss(DifferentiableModel model, IEnumerable<string> of)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(of);
        return new GradientSession(model, GradientGraph.OfLoss(model, of), GradientGraph.Targets, model.OutputShape);
    }

    /// <summary>Gradients of any function of an inner value, whose own gradient the caller knows.</summary>
    /// <param name="model">Its weights are read anew at every run.</param>
    /// <param name="value">Name of the inner value; it is the first output of a run.</param>
    /// <param name="of">Names of weights, and of the input.</param>
    /// <exception cref="UnsupportedModelException">As for <see cref="OfLoss"/>.</exception>
    public static GradientSession OfSeed(DifferentiableModel model, string value, IEnumerable<string> of)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(of);
        return new GradientSession(model, GradientGraph.OfSeed(model, value, of), GradientGraph.Seed, model.Shapes[value]);
    }

    /// <summary>Runs forward and backward.</summary>
    /// <param name="samples">The input, as long as its shape says.</param>
    /// <param name="targets">Weights of classes, or the gradient of the inner value.</param>
    /// <exception cref="ArgumentException">One of them has another length.</exception>
    public GradientResult Run(ReadOnlySpan<float> samples, ReadOnlySpan<float> targets)
    {
        if (samples.Length != input.Length || targets.Length != given.Length)
        {
            throw new ArgumentException($"{samples.Length} and {targets.Length} values where {input.Length} and {given.Length} are taken");
        }

        samples.CopyTo(input);
        targets.CopyTo(given);
        return new GradientResult(session.Run(run, inputs.Names, inputs.Values, outputs), of);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        session.Dispose();
        inputs.Dispose();
        run.Dispose();
    }
}
