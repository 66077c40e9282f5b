using ParDef.Attacks.Gradients;

namespace ParDef.Attacks.Integers;

/// <summary>A model whose weights of convolutions and matrix products are stored in eight bits; the other parameters stay as they are.</summary>
public sealed class IntegerModel
{
    private readonly Dictionary<string, IntegerTensor> byName;

    private IntegerModel(IntegerForm form, IReadOnlyList<IntegerTensor> tensors)
    {
        Form = form;
        Tensors = tensors;
        byName = tensors.ToDictionary(tensor => tensor.Name);
    }

    /// <summary>How bytes stand for values.</summary>
    public IntegerForm Form { get; }

    /// <summary>The weights in the order of the file.</summary>
    public IReadOnlyList<IntegerTensor> Tensors { get; }

    /// <summary>Bits in which all bytes differ from the original.</summary>
    public int Distance => Tensors.Sum(tensor => tensor.Distance);

    /// <summary>A weight by name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this name in eight bits.</exception>
    public IntegerTensor this[string name] => byName[name];

    /// <summary>Quantizes the weights of a model in place: from now on it computes with what eight bits leave of them.</summary>
    public static IntegerModel Quantize(DifferentiableModel model, IntegerForm form)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(form);
        return new IntegerModel(form, [.. model.Parameters
            .Where(parameter => model.ChannelAxes.ContainsKey(parameter.Name))
            .Select(parameter => new IntegerTensor(parameter, form, model.ChannelAxes[parameter.Name]))]);
    }

    /// <summary>Takes every change back.</summary>
    public void Restore()
    {
        foreach (var tensor in Tensors)
        {
            tensor.Restore();
        }
    }
}
