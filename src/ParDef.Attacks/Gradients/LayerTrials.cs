using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;

namespace ParDef.Attacks.Gradients;

/// <summary>
/// Tries changes of one weight at a time on fixed samples: what lies before the weight's layer is computed once, and only the rest of the network anew. The results
/// are those of the whole network, since the same operators run on the same values.
/// </summary>
public sealed class LayerTrials : IDisposable
{
    private readonly ForwardSession front;
    private readonly Dictionary<string, Rest> rests = [];
    private readonly string[] kept;
    private readonly RunOptions run = new();
    private IReadOnlyList<OrtValue> values = [];

    /// <summary>Makes the sessions.</summary>
    /// <param name="model">Its weights are read anew at every run.</param>
    /// <param name="parameters">Weights that will be tried.</param>
    public LayerTrials(DifferentiableModel model, IEnumerable<string> parameters)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (string parameter in parameters)
        {
            rests[parameter] = Rest.From(model, parameter);
        }

        kept = [.. rests.Values.SelectMany(rest => rest.Borders).Append(model.Output).Where(name => name != model.Input).Distinct()];
        front = new ForwardSession(model, kept);
        Input = OrtValue.CreateTensorValueFromMemory(Samples = new float[Tensors.Elements(model.InputShape)], [.. model.InputShape]);
        InputName = model.Input;
        OutputPlace = Array.IndexOf(kept, model.Output);
    }

    private OrtValue Input { get; }

    private string InputName { get; }

    private float[] Samples { get; }

    private int OutputPlace { get; }

    /// <summary>Runs the whole network and keeps what it computes before each of the weights.</summary>
    /// <returns>The logits, valid until the next call.</returns>
    public ReadOnlySpan<float> Prepare(ReadOnlySpan<float> samples)
    {
        Release();
        samples.CopyTo(Samples);
        values = front.Run(samples);
        return values[OutputPlace].GetTensorDataAsSpan<float>();
    }

    /// <summary>The logits with a weight as it stands now, and everything before it as it stood when the network was run last.</summary>
    public float[] Logits(string parameter)
    {
        var rest = rests[parameter];
        string[] names = [.. rest.Weights.Names, .. rest.Borders];
        OrtValue[] operands = [.. rest.Weights.Values, .. rest.Borders.Select(name => name == InputName ? Input : values[Array.IndexOf(kept, name)])];
        using var results = rest.Session.Run(run, names, operands, rest.Session.OutputNames);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        front.Dispose();
        Input.Dispose();
        run.Dispose();
        foreach (var rest in rests.Values)
        {
            rest.Session.Dispose();
            rest.Weights.Dispose();
        }
    }

    private void Release()
    {
        foreach (var value in values)
        {
            value.Dispose();
        }

        values = [];
    }

    /// <summary>The nodes from the first consumer of a weight to the end.</summary>
    /// <param name="Session">Runs them.</param>
    /// <param name="Weights">Weights that they take.</param>
    /// <param name="Borders">Values that they take from the nodes before.</param>
    private sealed record Rest(InferenceSession Session, BoundInputs Weights, string[] Borders)
    {
        public static Rest From(DifferentiableModel model, string parameter)
        {
            var graph = model.Model.Clone();
            int first = graph.Graph.Node.TakeWhile(node => !node.Input.Contains(parameter)).Count();
            var nodes = graph.Graph.Node.Skip(first).ToList();
            graph.Graph.Node.Clear();
            graph.Graph.Node.Add(nodes);
            var made = nodes.SelectMany(node => node.Output).ToHashSet();
            var taken = nodes.SelectMany(node => node.Input).Where(name => name.Length > 0 && !made.Contains(name)).ToHashSet();
            var constants = graph.Graph.Initializer.Where(tensor => taken.Contains(tensor.Name)).ToList();
            graph.Graph.Initializer.Clear();
            graph.Graph.Initializer.Add(constants);
            taken.ExceptWith(constants.Select(tensor => tensor.Name));
            graph.Graph.Input.Clear();
            graph.Graph.Input.Add(taken.Select(name => Tensors.Declare(name, Tensors.FloatType, model.Shapes[name])));

            var weights = new BoundInputs();
            foreach (string name in taken.Where(model.IsParameter))
            {
                weights.Add(name, model[name].Values, model[name].Shape);
            }

            // The level of the front, so that both compute alike; and no arena, as each of many sessions would keep one of its own.
            using var options = Sessions.Options(GraphOptimizationLevel.ORT_ENABLE_BASIC);
            options.EnableCpuMemArena = false;
            return new Rest(new InferenceSession(graph.ToByteArray(), options), weights, [.. taken.Where(name => !model.IsParameter(name))]);
        }
    }
}
