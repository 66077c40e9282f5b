using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>How a window moves over the axes of space; every list has one entry an axis.</summary>
/// <param name="Input">Extents of what the window moves over.</param>
/// <param name="Output">Numbers of its places.</param>
/// <param name="Kernel">Its own extents.</param>
/// <param name="Strides">Steps between places.</param>
/// <param name="Dilations">Steps between its elements.</param>
/// <param name="Before">Padding before the first element.</param>
/// <param name="After">Padding behind the last one.</param>
internal sealed record Window(long[] Input, long[] Output, long[] Kernel, long[] Strides, long[] Dilations, long[] Before, long[] After)
{
    /// <summary>Axes of space.</summary>
    public int Rank => Kernel.Length;

    /// <summary>True if the window moves by single steps.</summary>
    public bool IsDense => Strides.All(stride => stride == 1);

    /// <summary>True if there is padding.</summary>
    public bool IsPadded => Before.Concat(After).Any(pad => pad != 0);

    /// <summary>Offsets of the window's elements, the last axis fastest.</summary>
    public IEnumerable<long[]> Taps
    {
        get
        {
            for (long i = 0; i < Tensors.Elements(Kernel); i++)
            {
                long[] tap = new long[Rank];
                long rest = i;
                for (int axis = Rank - 1; axis >= 0; axis--)
                {
                    tap[axis] = rest % Kernel[axis] * Dilations[axis];
                    rest /= Kernel[axis];
                }

                yield return tap;
            }
        }
    }

    /// <summary>The window of a convolution or a pool.</summary>
    public static Window Of(NodeProto node, long[] input, long[] output, long[] kernel)
    {
        long[] ones = [.. kernel.Select(_ => 1L)];
        long[] strides = node.Integers("strides", ones);
        long[] dilations = node.Integers("dilations", ones);
        long[] pads = node.Integers("pads", [.. ones.Concat(ones).Select(_ => 0L)]);
        string automatic = node.Text("auto_pad", "NOTSET");
        if (automatic.StartsWith("SAME", StringComparison.Ordinal))
        {
            long[] total = [.. kernel.Select((extent, axis) =>
                Math.Max(0, ((output[axis] - 1) * strides[axis]) + ((extent - 1) * dilations[axis]) + 1 - input[axis]))];
            bool isUpper = automatic == "SAME_UPPER";
            pads = [.. total.Select(pad => isUpper ? pad / 2 : pad - (pad / 2)), .. total.Select(pad => isUpper ? pad - (pad / 2) : pad / 2)];
        }

        return new Window(input, output, kernel, strides, dilations, pads[..kernel.Length], pads[kernel.Length..]);
    }

    /// <summary>Attributes of the transposed convolution that leads from places back to exactly the input.</summary>
    public AttributeProto[] Transposed(long groups)
    {
        long[] missing = [.. Input.Select((extent, axis) =>
            extent - (((Output[axis] - 1) * Strides[axis]) + ((Kernel[axis] - 1) * Dilations[axis]) + 1 - Before[axis] - After[axis]))];
        return
        [
            NodeAttributes.Make("kernel_shape", Kernel),
            NodeAttributes.Make("strides", Strides),
            NodeAttributes.Make("dilations", Dilations),
            // Windows that reach beyond the padding (ceil_mode) give more than the input: cut.
            NodeAttributes.Make("pads", [.. Before, .. After.Zip(missing, (pad, gap) => pad + Math.Max(0, -gap))]),
            NodeAttributes.Make("output_padding", [.. missing.Select(gap => Math.Max(0, gap))]),
            NodeAttributes.Make("group", groups),
        ];
    }

    /// <summary>Attributes of the convolution itself.</summary>
    public AttributeProto[] Direct(long groups) =>
    [
        NodeAttributes.Make("kernel_shape", Kernel),
        NodeAttributes.Make("strides", Strides),
        NodeAttributes.Make("dilations", Dilations),
        NodeAttributes.Make("pads", [.. Before, .. After]),
        NodeAttributes.Make("group", groups),
    ];
}
