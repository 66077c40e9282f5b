namespace ParDef.Reparameterization.Tests.Samples;

/// <summary>Pieces of convolutional networks. Images are N x C x H x W.</summary>
internal static class ImageLayers
{
    public static string Conv(this GraphBuilder g, string x, int outputs, int groups = 1)
    {
        int inputs = g.Shape(x)[1];
        return g.Add("Conv", [x, g.Weight(outputs, inputs / groups, 3, 3), g.Weight(outputs)], ("group", groups), ("pads", new[] { 1, 1, 1, 1 }));
    }

    /// <summary>With gammas of both signs, a variance of zero and one that is denormal.</summary>
    public static string BatchNorm(this GraphBuilder g, string x)
    {
        int channels = g.Shape(x)[1];
        string variance = g.Weight(i => i switch { 0 => 0, 1 => double.Epsilon, _ => Math.Abs(g.Normal()) }, channels);
        return g.Add("BatchNormalization", [x, g.Weight(channels), g.Weight(channels), g.Weight(channels), variance], ("epsilon", 1e-2));
    }

    public static string Residual(this GraphBuilder g, string x) => g.Add("Add", [x, g.Conv(g.Add("Relu", [g.Conv(x, g.Shape(x)[1] + 1)]), g.Shape(x)[1])]);

    /// <summary>The zero-padded shortcut of the first ResNets.</summary>
    public static string PaddedShortcut(this GraphBuilder g, string x)
    {
        string wide = g.Add("Pad", [x, g.Integers(0, 2, 0, 0, 0, 3, 0, 0)]);
        return g.Add("Relu", [g.Add("Add", [wide, g.Conv(x, g.Shape(x)[1] + 5)])]);
    }

    public static string SqueezeExcite(this GraphBuilder g, string x)
    {
        string pooled = g.Add("GlobalAveragePool", [x]);
        string gate = g.Add("Sigmoid", [g.Conv(g.Add("Relu", [g.Conv(pooled, 3)]), g.Shape(x)[1])]);
        return g.Add("Mul", [x, gate]);
    }

    public static string Shuffle(this GraphBuilder g, string x)
    {
        int[] shape = g.Shape(x);
        string cut = g.Add("Reshape", [x, g.Integers(shape[0], 2, shape[1] / 2, shape[2], shape[3])]);
        string turned = g.Add("Transpose", [cut], ("perm", new[] { 0, 2, 1, 3, 4 }));
        return g.Add("Reshape", [turned, g.Integers(shape[0], -1, shape[2], shape[3])]);
    }

    /// <summary>GroupNorm as exporters write it, with two groups.</summary>
    public static string GroupNorm(this GraphBuilder g, string x)
    {
        int[] shape = g.Shape(x);
        string cut = g.Add("Reshape", [x, g.Integers(0, 2, -1)]);
        string normal = g.Add("InstanceNormalization", [cut, g.Weight(_ => 1, 2), g.Weight(_ => 0, 2)]);
        string back = g.Add("Reshape", [normal, g.Integers([.. shape.Select(extent => (long)extent)])]);
        return g.Add("Add", [g.Add("Mul", [back, g.Weight(shape[1], 1, 1)]), g.Weight(shape[1], 1, 1)]);
    }

    public static string InstanceNorm(this GraphBuilder g, string x) =>
        g.Add("InstanceNormalization", [x, g.Weight(g.Shape(x)[1]), g.Weight(g.Shape(x)[1])]);

    /// <summary>Half of the channels go through a convolution, the other half pass.</summary>
    public static string SplitBranch(this GraphBuilder g, string x)
    {
        int half = g.Shape(x)[1] / 2;
        int rest = g.Shape(x)[1] - half;
        string[] parts = g.AddMany("Split", 2, [x, g.Integers(half, rest)], ("axis", 1));
        return g.Add("Concat", [parts[0], g.Conv(parts[1], rest)], ("axis", 1));
    }

    /// <summary>What a branch says, added to an image; the convolution in between takes the channels of the branch.</summary>
    public static string Joined(this GraphBuilder g, string x, string branch) => g.Add("Add", [x, g.Conv(branch, g.Shape(x)[1])]);

    public static string ConvTranspose(this GraphBuilder g, string x, int outputs, int groups) => g.Add(
        "ConvTranspose", [x, g.Weight(g.Shape(x)[1], outputs / groups, 3, 3), g.Weight(outputs)], ("group", groups), ("pads", new[] { 1, 1, 1, 1 }));

    /// <summary>A convolution along the rows, one after another.</summary>
    public static string Conv1d(this GraphBuilder g, string x, int outputs)
    {
        int[] shape = g.Shape(x);
        string flat = g.Add("Reshape", [x, g.Integers(0, 0, -1)]);
        string made = g.Add("Conv", [flat, g.Weight(outputs, shape[1], 3), g.Weight(outputs)], ("pads", new[] { 1, 1 }));
        return g.Add("Reshape", [made, g.Integers(shape[0], outputs, shape[2], shape[3])]);
    }

    /// <summary>A convolution over three axes of space, one of them of a single position.</summary>
    public static string Conv3d(this GraphBuilder g, string x, int outputs)
    {
        string deep = g.Add("Unsqueeze", [x, g.Integers(2)]);
        string made = g.Add("Conv", [deep, g.Weight(outputs, g.Shape(x)[1], 1, 3, 3), g.Weight(outputs)], ("pads", new[] { 0, 1, 1, 0, 1, 1 }));
        return g.Add("Squeeze", [g.Add("Relu", [made]), g.Integers(2)]);
    }

    /// <summary>Enlarged in space, and pooled back to its size. The second kind also interpolates between channels.</summary>
    public static string Resized(this GraphBuilder g, string x, double channels)
    {
        int[] shape = g.Shape(x);
        string factors = g.Singles(1, (float)channels, 1.5f, 2);
        string large = g.Add("Resize", [x, "", factors]);
        int[] kernel = [g.Shape(large)[2] - shape[2] + 1, g.Shape(large)[3] - shape[3] + 1];
        return g.Add("MaxPool", [large], ("kernel_shape", kernel));
    }

    /// <summary>Every second channel, then the others; or all but the first in the opposite order.</summary>
    public static string Sliced(this GraphBuilder g, string x)
    {
        int channels = g.Shape(x)[1];
        string Cut(int start, int end, int step) => g.Add("Slice", [x, g.Integers(start), g.Integers(end), g.Integers(1), g.Integers(step)]);
        return g.Below(2) == 0 ? Cut(channels - 1, 0, -1) : g.Add("Concat", [Cut(0, int.MaxValue, 2), Cut(1, channels, 2)], ("axis", 1));
    }

    /// <summary>One channel, cut out by its number, works on all.</summary>
    public static string OneChannel(this GraphBuilder g, string x, string type)
    {
        int channel = g.Below(g.Shape(x)[1]);
        string one = type switch
        {
            "Slice" => g.Add("Slice", [x, g.Integers(channel), g.Integers(channel + 1), g.Integers(1)]),
            "Split" => g.AddMany("Split", 2, [x, g.Integers(1, g.Shape(x)[1] - 1)], ("axis", 1))[0],
            _ => g.Add("Unsqueeze", [g.Add("Gather", [x, g.Scalar(channel)], ("axis", 1)), g.Integers(1)]),
        };
        return g.Add("Mul", [x, g.Add("Sigmoid", [one])]);
    }

    /// <summary>Means of the space, spread over it again.</summary>
    public static string Expanded(this GraphBuilder g, string x)
    {
        string wide = g.Add("Expand", [g.Add("GlobalMaxPool", [x]), g.Integers([.. g.Shape(x).Select(extent => (long)extent)])]);
        return g.Joined(x, wide);
    }

    /// <summary>The same weight in two convolutions, one through another name.</summary>
    public static string TiedConv(this GraphBuilder g, string x)
    {
        int channels = g.Shape(x)[1];
        string weight = g.Weight(channels, channels, 3, 3);
        string first = g.Add("Relu", [g.Add("Conv", [x, weight], ("pads", new[] { 1, 1, 1, 1 }))]);
        return g.Add("Conv", [first, g.Add("Identity", [weight])], ("pads", new[] { 1, 1, 1, 1 }));
    }

    /// <summary>A constant that the graph computes, along the channels.</summary>
    public static string Filled(this GraphBuilder g, string x) =>
        g.Add("Add", [x, g.Add("ConstantOfShape", [g.Integers(g.Shape(x)[1], 1, 1)], ("value", GraphBuilder.Number(0.5)))]);

    /// <summary>GroupNorm whose groups lie on two axes, where there is one image only.</summary>
    public static string FoldedGroupNorm(this GraphBuilder g, string x)
    {
        string cut = g.Add("Reshape", [x, g.Integers(2, 2, -1)]);
        string normal = g.Add("InstanceNormalization", [cut, g.Weight(2), g.Weight(2)]);
        return g.Add("Reshape", [normal, g.Integers([.. g.Shape(x).Select(extent => (long)extent)])]);
    }
}
