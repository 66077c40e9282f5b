using System.Runtime.InteropServices;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Protecting;
using ParDef.Attacks.Searches;
using ParDef.Onnx.Reading;
using ParDef.Quantization;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Rewriting;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Campaigns.Reparameterizing;

/// <summary>The integers that an artifact holds of a model under a given key, and the model that an engine gets when bits of them are flipped.</summary>
internal sealed class StoredModel
{
    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, QuantizedTensor Content)> _tensors = [];

    private StoredModel(byte[] file) => _file = file;

    /// <summary>The quantized tensors, in file order.</summary>
    public IReadOnlyDictionary<string, (int Offset, QuantizedTensor Content)> Tensors => _tensors;

    /// <summary>Stores a model, permuted by a seed, or in its own order if there is none.</summary>
    public static StoredModel Of(OnnxModel model, byte[]? seed)
    {
        var stored = new StoredModel(model.File.ToArray());
        if (seed is not null)
        {
            var plan = GraphAnalysis.Analyze(model.Proto, model.Initializers.Select(tensor => tensor.Name));
            var key = DrawnKey.Draw(plan, seed, ScaleLaw.None);
            var places = model.Initializers.ToDictionary(tensor => tensor.Name);
            foreach (var tensor in plan.Tensors)
            {
                var place = places[tensor.Name];
                TensorRewriter.Apply(tensor, key, model.File.Span.Slice(place.Offset, place.Length), stored._file.AsSpan(place.Offset, place.Length));
            }
        }

        foreach (var tensor in TensorPlan.Make(model, new ProtectOptions { Id = "replay" }).Plans.Where(plan => plan.Type == FloatType.Binary32))
        {
            if (tensor.Quantized is { } layout)
            {
                var content = stored._file.AsSpan(tensor.Tensor.Offset, tensor.Tensor.Length);
                var integers = Quantizer.Quantize(content, tensor.Type, layout, QuantizationScheme.Affine);
                Quantizer.Dequantize(integers, content);
                stored._tensors.Add(tensor.Tensor.Name, (tensor.Tensor.Offset, integers));
            }
        }

        return stored;
    }

    /// <summary>The value of an element as the engine gets it.</summary>
    public float Value(string tensor, int index) => MemoryMarshal.Cast<byte, float>(_file.AsSpan(_tensors[tensor].Offset))[index];

    /// <summary>The model with these bits flipped.</summary>
    public byte[] With(IEnumerable<BitChange> flips)
    {
        byte[] file = [.. _file];
        foreach (var flip in flips)
        {
            var (offset, content) = _tensors[flip.Tensor];
            int channel = flip.Element / content.Layout.Inner % content.Layout.Channels;
            int integer = content.Values.Span[flip.Element] ^ 1 << flip.Bit;
            float value = (float)((integer - content.ZeroPoints.Span[channel]) * content.Scales[channel]);
            MemoryMarshal.Write(file.AsSpan(offset + flip.Element * sizeof(float)), value);
        }

        return file;
    }
}
