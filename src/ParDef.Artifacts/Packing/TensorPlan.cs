using ParDef.Artifacts.Protecting;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;
using ParDef.Onnx.Weights;
using ParDef.Quantization;

namespace ParDef.Artifacts.Packing;

/// <summary>Decides for every tensor content whether it is quantized, and along which channels (docs/format.md section 11).</summary>
internal sealed record TensorPlan(TensorProto Proto, InitializerBytes Tensor, FloatType Type, ChannelLayout? Quantized)
{
    /// <summary>Plans in the order of the source, and the names of weights that are kept because they hold a NaN or an infinity.</summary>
    public static (IReadOnlyList<TensorPlan> Plans, IReadOnlyList<string> NotFinite) Make(OnnxModel model, ProtectOptions options)
    {
        var axes = options.Lossless ? new Dictionary<TensorProto, int>() : WeightRoles.AxesByTensor(model.Proto);
        var plans = new TensorPlan[model.Contents.Count];
        var notFinite = new bool[plans.Length];
        Parallel.For(0, plans.Length, i =>
        {
            var (proto, tensor) = model.Contents[i];
            var plan = new TensorPlan(proto, tensor, default, null);
            if (tensor.Length > 0 && ElementTypes.TryGetFloat(tensor.ElementType, out var type) && axes.TryGetValue(proto, out int axis))
            {
                if (Quantizer.AllFinite(model.Source.Span.Slice(tensor.Offset, tensor.Length), type))
                {
                    long count = tensor.Length / ElementTypes.Bytes(type);
                    var layout = options.Granularity == Granularity.Channel
                        ? ChannelLayout.For(tensor.Dims, axis)
                        : ChannelLayout.WholeTensor(count);
                    plan = new TensorPlan(proto, tensor, type, layout);
                }
                else
                {
                    notFinite[i] = true;
                }
            }

            plans[i] = plan;
        });
        return (plans, [.. plans.Where((_, i) => notFinite[i]).Select(plan => plan.Tensor.Name)]);
    }
}
