using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>A convolution over any number of axes, in groups or not.</summary>
internal static class Conv
{
    /// <summary>Places of a window from which on a convolution with the turned kernel is faster than a transposed convolution, in spite of the turning.</summary>
    private const long PlacesWorthTurning = 1024;

    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        var (x, w) = (node.Input[0], node.Input[1]);
        long[] input = pass.Shape(x);
        long[] weight = pass.Shape(w);
        long[] output = pass.Shape(node.Output[0]);
        long groups = node.Integer("group", 1);
        var window = Window.Of(node, input[2..], output[2..], weight[2..]);
        if (node.Operand(2) is { } bias && pass.Wants(bias))
        {
            pass.Give(bias, pass.Sum(gradient, [0, .. Enumerable.Range(2, window.Rank).Select(axis => (long)axis)]));
        }

        if (pass.Wants(x))
        {
            bool turns = window.IsDense && groups == 1 && output[0] * Tensors.Elements(window.Output) >= PlacesWorthTurning;
            pass.Give(x, turns ? TurnedKernel(pass, w, gradient, window) : pass.Emit("ConvTranspose", [gradient, w], window.Transposed(groups)));
        }

        if (pass.Wants(w))
        {
            pass.Give(w, KernelGradient.Of(pass, x, input, gradient, output, weight, groups, window));
        }
    }

    /// <summary>The gradient, convolved with the kernel from its end to its start and with input and output channels exchanged.</summary>
    private static string TurnedKernel(BackwardPass pass, string w, string gradient, Window window)
    {
        long[] space = [.. Enumerable.Range(2, window.Rank).Select(axis => (long)axis)];
        string turned = Tensors.Elements(window.Kernel) == 1
            ? w
            : pass.Slice(w, [.. space.Select(_ => -1L)], [.. space.Select(_ => long.MinValue + 1)], space, [.. space.Select(_ => -1L)]);
        long[] reach = [.. window.Kernel.Select((extent, axis) => (extent - 1) * window.Dilations[axis])];
        return pass.Emit(
            "Conv",
            [gradient, pass.Transpose(turned, [1, 0, .. space])],
            NodeAttributes.Make("kernel_shape", window.Kernel),
            NodeAttributes.Make("dilations", window.Dilations),
            NodeAttributes.Make("pads", [.. reach.Zip(window.Before, (r, pad) => r - pad), .. reach.Zip(window.After, (r, pad) => r - pad)]));
    }
}
