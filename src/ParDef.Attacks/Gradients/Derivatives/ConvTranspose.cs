using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>The transpose of a convolution: its derivatives are those of the convolution with places and input exchanged.</summary>
internal static class ConvTranspose
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        var (x, w) = (node.Input[0], node.Input[1]);
        long[] input = pass.Shape(x);
        long[] weight = pass.Shape(w);
        long[] output = pass.Shape(node.Output[0]);
        long groups = node.Integer("group", 1);
        if (node.Text("auto_pad", "NOTSET") != "NOTSET" || node.Integers("output_shape").Length > 0)
        {
            throw new UnsupportedModelException("there is no derivative of ConvTranspose with automatic padding");
        }

        var window = Window.Of(node, output[2..], input[2..], weight[2..]);
        if (node.Operand(2) is { } bias && pass.Wants(bias))
        {
            pass.Give(bias, pass.Sum(gradient, [0, .. Enumerable.Range(2, window.Rank).Select(axis => (long)axis)]));
        }

        if (pass.Wants(x))
        {
            pass.Give(x, pass.Emit("Conv", [gradient, w], window.Direct(groups)));
        }

        if (pass.Wants(w))
        {
            pass.Give(w, KernelGradient.Of(pass, gradient, output, x, input, weight, groups, window));
        }
    }
}
