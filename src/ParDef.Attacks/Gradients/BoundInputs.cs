using Microsoft.ML.OnnxRuntime;

namespace ParDef.Attacks.Gradients;

/// <summary>Arrays as inputs of a session, read in place at every run.</summary>
internal sealed class BoundInputs : IDisposable
{
    private readonly List<string> names = [];
    private readonly List<OrtValue> values = [];

    public IReadOnlyCollection<string> Names => names;

    public IReadOnlyCollection<OrtValue> Values => values;

    public void Add(string name, float[] content, IReadOnlyList<long> shape)
    {
        names.Add(name);
        values.Add(OrtValue.CreateTensorValueFromMemory(content, [.. shape]));
    }

    public void Dispose()
    {
        foreach (var value in values)
        {
            value.Dispose();
        }
    }
}
