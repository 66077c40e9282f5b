using System.Text;
using System.Text.Json;
using ParDef.Attacks.Integers;
using ParDef.Attacks.Searches;

namespace ParDef.Attacks.FlipLists;

/// <summary>
/// Bits that an attack flipped, as JSON lines, to be replayed anywhere: the first line says of what, each further line is one bit in the order of the attack.
/// </summary>
/// <param name="Model">SHA-256 of the victim's file, in hexadecimal.</param>
/// <param name="Form">How the victim stores its weights: a name of <see cref="IntegerForm.ByName"/>.</param>
/// <param name="Attack">Name of the attack.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Changes">The bits.</param>
public sealed record FlipList(string Model, string Form, string Attack, ulong Seed, IReadOnlyList<BitChange> Changes)
{
    /// <summary>The list as text.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        text.Append(Line(json =>
        {
            json.WriteString("type", "flips");
            json.WriteString("model", Model);
            json.WriteString("representation", Form);
            json.WriteString("attack", Attack);
            json.WriteNumber("seed", Seed);
        }));
        foreach (var change in Changes)
        {
            text.Append(Line(json =>
            {
                json.WriteString("tensor", change.Tensor);
                json.WriteNumber("index", change.Element);
                json.WriteNumber("bit", change.Bit);
            }));
        }

        return text.ToString();
    }

    /// <summary>Reads a list.</summary>
    /// <exception cref="FormatException">Not such a list, with the number of the line.</exception>
    public static FlipList Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var changes = new List<BitChange>();
        FlipList? head = null;
        for (int number = 0; number < lines.Length; number++)
        {
            try
            {
                using var document = JsonDocument.Parse(lines[number]);
                var members = document.RootElement;
                if (head is null)
                {
                    head = ReadHead(members);
                }
                else
                {
                    changes.Add(ReadChange(members));
                }
            }
            catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new FormatException($"line {number + 1} is not that of a list of flips", failure);
            }
        }

        return head is null ? throw new FormatException("line 1 is not that of a list of flips") : head with { Changes = changes };
    }

    /// <summary>Flips the bits in a model of the same form.</summary>
    /// <exception cref="FormatException">A bit that the model does not have, or another form; nothing is changed then.</exception>
    public void Replay(IntegerModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Form.Name != Form)
        {
            throw new FormatException($"the flips are of weights in {Form}, and the model has {model.Form.Name}");
        }

        var lengths = model.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Length);
        if (Changes.FirstOrDefault(change => change.Element >= lengths.GetValueOrDefault(change.Tensor)) is { Tensor: { } stranger } wrong)
        {
            throw new FormatException($"the model has no element {wrong.Element} of {stranger}");
        }

        foreach (var change in Changes)
        {
            model[change.Tensor].Flip(change.Element, change.Bit);
        }
    }

    private static FlipList ReadHead(JsonElement members) => members.GetProperty("type").GetString() == "flips"
        ? new FlipList(Text(members, "model"), Text(members, "representation"), Text(members, "attack"), members.GetProperty("seed").GetUInt64(), [])
        : throw new FormatException("another type");

    private static BitChange ReadChange(JsonElement members)
    {
        var change = new BitChange(Text(members, "tensor"), members.GetProperty("index").GetInt32(), members.GetProperty("bit").GetInt32());
        return change is { Element: >= 0, Bit: >= 0 and <= 7 } ? change : throw new FormatException("out of range");
    }

    private static string Text(JsonElement members, string name) => members.GetProperty(name).GetString() ?? throw new FormatException("null");

    private static string Line(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
