using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>The largest of each window, which gets the gradient: the forward node tells where it lay.</summary>
internal static class MaxPool
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        long[] shape = pass.Shape(node.Input[0]);
        if (node.Output.Count < 2)
        {
            node.Output.Add(pass.Name("indices"));
        }

        string zeros = pass.Emit("ConstantOfShape", [pass.Integers(Tensors.Elements(shape))]);
        string scattered = pass.Emit(
            "ScatterElements",
            [zeros, pass.Reshape(node.Output[1], -1), pass.Reshape(gradient, -1)],
            NodeAttributes.Make("axis", 0L),
            NodeAttributes.Make("reduction", "add"));
        pass.Give(node.Input[0], pass.Reshape(scattered, shape));
    }
}
