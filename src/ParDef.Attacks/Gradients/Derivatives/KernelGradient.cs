namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>The gradient of a convolution's kernel: for every element of the window, one product of matrices over all its places.</summary>
internal static class KernelGradient
{
    /// <param name="pass">Where the nodes are written.</param>
    /// <param name="x">What the window moves over, N x C x space.</param>
    /// <param name="input">Shape of <paramref name="x"/>.</param>
    /// <param name="gradient">Gradient of what the convolution makes, N x M x places.</param>
    /// <param name="output">Shape of <paramref name="gradient"/>.</param>
    /// <param name="weight">Shape of the kernel, M x C / groups x window.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="window">The window.</param>
    public static string Of(
        BackwardPass pass, string x, long[] input, string gradient, long[] output, long[] weight, long groups, Window window)
    {
        string[] products = groups == 1
            ? WholeBatch(pass, x, gradient, output, weight, window)
            : Grouped(pass, x, input, gradient, output, weight, groups, window);
        return pass.Reshape(products.Length == 1 ? products[0] : pass.Emit("Concat", products, NodeAttributes.Make("axis", 2L)), weight);
    }

    /// <summary>Channels last: an element of the window over all places of all samples is one matrix.</summary>
    private static string[] WholeBatch(BackwardPass pass, string x, string gradient, long[] output, long[] weight, Window window)
    {
        long[] space = [.. Enumerable.Range(2, window.Rank).Select(axis => (long)axis)];
        long places = output[0] * Tensors.Elements(window.Output);
        string rows = pass.Reshape(pass.Transpose(gradient, [0, .. space, 1]), places, output[1]);
        string last = Padded(pass, pass.Transpose(x, [0, .. space, 1]), [0], [0], window);
        return [.. window.Taps.Select(tap => pass.Reshape(
            pass.Emit("Gemm", [rows, pass.Reshape(At(pass, last, tap, 1, window), places, weight[1])], NodeAttributes.Make("transA", 1L)),
            output[1],
            weight[1],
            1))];
    }

    /// <summary>One small product a sample and group.</summary>
    private static string[] Grouped(
        BackwardPass pass, string x, long[] input, string gradient, long[] output, long[] weight, long groups, Window window)
    {
        long places = Tensors.Elements(window.Output);
        string rows = pass.Reshape(gradient, output[0], groups, output[1] / groups, places);
        string padded = Padded(pass, x, [0, 0], [], window);
        return [.. window.Taps.Select(tap =>
        {
            string columns = pass.Transpose(pass.Reshape(At(pass, padded, tap, 2, window), input[0], groups, weight[1], places), 0, 1, 3, 2);
            return pass.Reshape(pass.Sum(pass.Emit("MatMul", [rows, columns]), [0]), output[1], weight[1], 1);
        })];
    }

    private static string Padded(BackwardPass pass, string x, long[] before, long[] behind, Window window) => window.IsPadded
        ? pass.Emit("Pad", [x, pass.Integers([.. before, .. window.Before, .. behind, .. before, .. window.After, .. behind])])
        : x;

    /// <summary>What one element of the window sees from all places.</summary>
    private static string At(BackwardPass pass, string x, long[] tap, int firstAxis, Window window) => window.IsDense && Tensors.Elements(window.Kernel) == 1
        ? x
        : pass.Slice(
            x,
            tap,
            [.. tap.Select((start, axis) => start + ((window.Output[axis] - 1) * window.Strides[axis]) + 1)],
            [.. Enumerable.Range(firstAxis, window.Rank).Select(axis => (long)axis)],
            window.Strides);
}
