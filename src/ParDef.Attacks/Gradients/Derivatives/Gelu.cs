using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients.Derivatives;

/// <summary>y = x (1 + erf(x / sqrt 2)) / 2, or its approximation by a hyperbolic tangent.</summary>
internal static class Gelu
{
    public static void Back(BackwardPass pass, NodeProto node, string gradient)
    {
        string x = node.Input[0];
        pass.Give(x, pass.Times(gradient, node.Text("approximate", "none") == "tanh" ? Approximate(pass, x) : Exact(pass, x)));
    }

    /// <summary>The normal distribution at x, and x times its density.</summary>
    private static string Exact(BackwardPass pass, string x)
    {
        string error = pass.Emit("Erf", [pass.Times(x, pass.Number(1 / Math.Sqrt(2)))]);
        string share = pass.Times(pass.Emit("Add", [error, pass.Number(1)]), pass.Number(0.5));
        string bell = pass.Emit("Exp", [pass.Times(pass.Times(x, x), pass.Number(-0.5))]);
        return pass.Emit("Add", [share, pass.Times(x, pass.Times(bell, pass.Number(1 / Math.Sqrt(2 * Math.PI))))]);
    }

    /// <summary>With t = tanh(c (x + a x^3)): (1 + t) / 2 + x (1 - t t) c (1 + 3 a x x) / 2.</summary>
    private static string Approximate(BackwardPass pass, string x)
    {
        const double a = 0.044715;
        string square = pass.Times(x, x);
        string c = pass.Number(Math.Sqrt(2 / Math.PI));
        string one = pass.Number(1);
        string t = pass.Emit("Tanh", [pass.Times(pass.Times(c, x), pass.Emit("Add", [one, pass.Times(square, pass.Number(a))]))]);
        string slope = pass.Times(pass.Times(x, c), pass.Emit("Add", [one, pass.Times(square, pass.Number(3 * a))]));
        string rising = pass.Times(pass.Emit("Sub", [one, pass.Times(t, t)]), slope);
        return pass.Times(pass.Emit("Add", [pass.Emit("Add", [one, t]), rising]), pass.Number(0.5));
    }
}
