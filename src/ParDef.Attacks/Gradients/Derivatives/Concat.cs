using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>Operands one behind the other along an axis.</summary>
internal static class Concat
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        long axis = node.Integer("axis", 0);
        axis = axis < 0 ? axis + pass.Shape(node.Output[0]).Length : axis;
        long start = 0;
        foreach (string operand in node.Input)
        {
            long end = start + pass.Shape(operand)[axis];
            if (pass.Wants(operand))
            {
                pass.Give(operand, pass.Slice(gradient, [start], [end], [axis], [1]));
            }

            start = end;
        }
    }
}
