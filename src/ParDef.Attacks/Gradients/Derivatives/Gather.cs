using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>Chosen entries of an axis: each gets the sum of the gradients of its copies.</summary>
internal static class Gather
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        long[] whole = pass.Shape(node.Input[0]);
        long axis = node.Integer("axis", 0);
        axis = axis < 0 ? axis + whole.Length : axis;
        long count = Tensors.Elements(pass.Shape(node.Input[1]));
        long[] flat = [.. whole];
        flat[axis] = count;
        long[] along = [.. whole.Select((_, i) => i == axis ? count : 1)];
        string indices = pass.Emit("Expand", [pass.Reshape(node.Input[1], along), pass.Integers(flat)]);
        string zeros = pass.Emit("ConstantOfShape", [pass.Integers(whole)]);
        pass.Give(node.Input[0], pass.Emit(
            "ScatterElements",
            [zeros, indices, pass.Reshape(gradient, flat)],
            NodeAttributes.Make("axis", axis),
            NodeAttributes.Make("reduction", "add")));
    }
}
