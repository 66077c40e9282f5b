using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients;

/// <summary>Runs a model with its weights as they stand, and shows inner values.</summary>
public sealed class ForwardSession : IDisposable
{
    private readonly InferenceSession session;
    private readonly BoundInputs inputs = new();
    private readonly RunOptions run = new();
    private readonly string[] outputs;
    private readonly float[] input;

    /// <summary>Makes a session.</summary>
    /// <param name="model">Its weights are read anew at every run.</param>
    /// <param name="outputs">Names of values; the logits are <see cref="DifferentiableModel.Output"/>.</param>
    public ForwardSession(DifferentiableModel model, IEnumerable<string> outputs)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.outputs = [.. outputs];
        var graph = model.Model.Clone();
        graph.Graph.Output.Clear();
        graph.Graph.Output.Add(this.outputs.Select(name => new ValueInfoProto { Name = name }));
        // Nothing beyond: the engine's fusion of a convolution with a sum loses inner values that are also outputs.
        using var options = Sessions.Options(GraphOptimizationLevel.ORT_ENABLE_BASIC);
        session = new InferenceSession(graph.ToByteArray(), options);
        input = new float[Tensors.Elements(model.InputShape)];
        foreach (string name in session.InputNames)
        {
            if (name == model.Input)
            {
                inputs.Add(name, input, model.InputShape);
            }
            else
            {
                inputs.Add(name, model[name].Values, model[name].Shape);
            }
        }
    }

    /// <summary>Runs the model.</summary>
    /// <param name="samples">The input, as long as its shape says.</param>
    /// <returns>The values in the order asked for; the caller disposes of them.</returns>
    public IReadOnlyList<OrtValue> Run(ReadOnlySpan<float> samples)
    {
        samples.CopyTo(input);
        return session.Run(run, inputs.Names, inputs.Values, outputs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        session.Dispose();
        inputs.Dispose();
        run.Dispose();
    }
}
