using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>Parts along an axis; parts that nobody uses have no gradient.</summary>
internal static class Split
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string[] parts = [.. node.Output.Select(output =>
            pass.Gradient(output) ?? pass.Emit("ConstantOfShape", [pass.Integers(pass.Shape(output))]))];
        pass.Give(node.Input[0], pass.Emit("Concat", parts, NodeAttributes.Make("axis", node.Integer("axis", 0))));
    }
}
