using ParDef.Attacks.Gradients;
using ParDef.Attacks.Searches;

namespace ParDef.Attacks.Integers;

/// <summary>A model whose weights of convolutions and matrix products are stored in eight bits; the other parameters stay as they are.</summary>
public sealed class IntegerModel
{
    /// <summary>Bytes of a page of memory.</summary>
    public const int PageBytes = 4096;

    private readonly Dictionary<string, IntegerTensor> byName;
    private readonly Dictionary<string, long> starts = [];

    private IntegerModel(IntegerForm form, IReadOnlyList<IntegerTensor> tensors)
    {
        Form = form;
        Tensors = tensors;
        byName = tensors.ToDictionary(tensor => tensor.Name);
        long start = 0;
        foreach (var tensor in tensors)
        {
            starts[tensor.Name] = start;
            start += tensor.Length;
        }
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

    /// <summary>Where a weight begins, in bytes, if all lie one behind the other from the start of a page.</summary>
    public long Start(string tensor) => starts[tensor];

    /// <summary>The page of an element.</summary>
    public long Page(string tensor, int element) => (starts[tensor] + element) / PageBytes;

    /// <summary>The bit at a place of a page, or null behind the last weight.</summary>
    /// <param name="page">Number of the page.</param>
    /// <param name="bit">Byte of the page times 8 plus bit of the byte.</param>
    public BitChange? At(long page, int bit)
    {
        long place = (page * PageBytes) + (bit / 8);
        return Tensors.FirstOrDefault(tensor => place >= starts[tensor.Name] && place < starts[tensor.Name] + tensor.Length) is { } found
            ? new BitChange(found.Name, (int)(place - starts[found.Name]), bit % 8)
            : null;
    }

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
