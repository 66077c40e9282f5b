using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>Mean 0 and variance 1 over all positions of a channel of a sample, then an affine map.</summary>
internal static class InstanceNormalization
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string x = node.Input[0];
        long[] shape = pass.Shape(x);
        long[] space = [.. Enumerable.Range(2, shape.Length - 2).Select(axis => (long)axis)];
        var standard = Standardization.Of(pass, x, space, node.Float("epsilon", 1e-5f));
        pass.Give(node.Input[1], pass.Sum(pass.Times(gradient, standard.Value), [0, .. space]));
        pass.Give(node.Input[2], pass.Sum(gradient, [0, .. space]));
        if (pass.Wants(x))
        {
            long[] channel = [1, shape[1], .. space.Select(_ => 1L)];
            pass.Give(x, standard.Back(pass, pass.Times(gradient, pass.Reshape(node.Input[1], channel))));
        }
    }
}
