using Microsoft.ML.OnnxRuntime;

namespace ParDef.Attacks.Gradients;

/// <summary>What one run of a <see cref="GradientSession"/> gave; valid until it is disposed of.</summary>
public sealed class GradientResult : IDisposable
{
    private readonly IDisposableReadOnlyCollection<OrtValue> values;
    private readonly Dictionary<string, int> places;

    internal GradientResult(IDisposableReadOnlyCollection<OrtValue> values, IReadOnlyList<string> names)
    {
        this.values = values;
        int first = values.Count - names.Count;
        places = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => first + pair.i);
    }

    /// <summary>Names that a gradient reached, in the order of the model; weights that the output does not depend on are missing.</summary>
    public IReadOnlyCollection<string> Names => places.Keys;

    /// <summary>The logits, or the inner value.</summary>
    public ReadOnlySpan<float> Output => values[0].GetTensorDataAsSpan<float>();

    /// <summary>The loss.</summary>
    /// <exception cref="InvalidOperationException">The session has the gradient of an inner value, and no loss.</exception>
    public double Loss => values.Count == places.Count + 1
        ? throw new InvalidOperationException("a session of an inner value has no loss")
        : values[1].GetTensorDataAsSpan<float>()[0];

    /// <summary>The gradient of a weight or of the input, row-major.</summary>
    /// <exception cref="KeyNotFoundException">No gradient reached this name.</exception>
    public ReadOnlySpan<float> this[string name] => values[places[name]].GetTensorDataAsSpan<float>();

    /// <inheritdoc/>
    public void Dispose() => values.Dispose();
}
