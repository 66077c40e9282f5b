using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = g (x - mean) / sqrt(variance + epsilon) + b with fixed statistics, which are weights like others.</summary>
internal static class BatchNormalization
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string x = node.Input[0];
        string g = node.Input[1];
        long[] shape = pass.Shape(x);
        long[] channel = [1, shape[1], .. Enumerable.Repeat(1L, shape.Length - 2)];
        long[] others = [0, .. Enumerable.Range(2, shape.Length - 2).Select(axis => (long)axis)];
        string inverse = pass.Emit("Reciprocal", [pass.Emit("Sqrt", [pass.Emit("Add", [node.Input[4], pass.Number(node.Float("epsilon", 1e-5f))])])]);
        string factor = pass.Times(g, inverse);
        if (pass.Wants(x))
        {
            pass.Give(x, pass.Times(gradient, pass.Reshape(factor, channel)));
        }

        string sum = pass.Sum(gradient, others);
        pass.Give(node.Input[2], sum);
        pass.Give(node.Input[3], pass.Emit("Neg", [pass.Times(sum, factor)]));
        if (pass.Wants(g) || pass.Wants(node.Input[4]))
        {
            // sum(dy (x - mean)) = sum(dy x) - mean sum(dy)
            string products = pass.Sum(pass.Times(gradient, x), others);
            string scaled = pass.Times(pass.Emit("Sub", [products, pass.Times(node.Input[3], sum)]), inverse);
            pass.Give(g, scaled);
            pass.Give(node.Input[4], pass.Times(pass.Times(scaled, pass.Times(factor, inverse)), pass.Number(-0.5)));
        }
    }
}
