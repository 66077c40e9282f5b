using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>Mean 0 and variance 1 over the last axes, then an affine map.</summary>
internal static class LayerNormalization
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string x = node.Input[0];
        long[] shape = pass.Shape(x);
        long first = node.Integer("axis", -1);
        first = first < 0 ? first + shape.Length : first;
        var standard = Standardization.Of(pass, x, [.. Enumerable.Range((int)first, shape.Length - (int)first).Select(axis => (long)axis)], node.Float("epsilon", 1e-5f));
        pass.GiveBroadcast(node.Input[1], pass.Times(gradient, standard.Value), shape);
        if (node.Operand(2) is { } offset)
        {
            pass.GiveBroadcast(offset, gradient, shape);
        }

        if (pass.Wants(x))
        {
            pass.Give(x, standard.Back(pass, pass.Times(gradient, node.Input[1])));
        }
    }
}
