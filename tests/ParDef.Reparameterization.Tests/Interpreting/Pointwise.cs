using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>Operators of one operand that work on each element by itself.</summary>
internal static class Pointwise
{
    /// <summary>What each makes of an element; attributes come from the node.</summary>
    public static IReadOnlyDictionary<string, Func<NodeProto, double, double>> All { get; } = new Dictionary<string, Func<NodeProto, double, double>>
    {
        ["Identity"] = (_, a) => a,
        ["Dropout"] = (_, a) => a,
        ["Relu"] = (_, a) => Math.Max(a, 0),
        ["LeakyRelu"] = (node, a) => a < 0 ? node.Float("alpha", 0.01f) * a : a,
        ["Abs"] = (_, a) => Math.Abs(a),
        ["Neg"] = (_, a) => -a,
        ["Sigmoid"] = (_, a) => Sigmoid(a),
        ["Tanh"] = (_, a) => Math.Tanh(a),
        ["HardSigmoid"] = (node, a) => Math.Clamp((node.Float("alpha", 0.2f) * a) + node.Float("beta", 0.5), 0, 1),
        ["HardSwish"] = (_, a) => a * Math.Clamp((a / 6) + 0.5, 0, 1),
        ["Swish"] = (node, a) => a * Sigmoid(node.Float("alpha", 1) * a),
        ["Mish"] = (_, a) => a * Math.Tanh(Softplus(a)),
        ["Gelu"] = (_, a) => 0.5 * a * (1 + Erf(a / Math.Sqrt(2))),
        ["Erf"] = (_, a) => Erf(a),
        ["Softplus"] = (_, a) => Softplus(a),
        ["Softsign"] = (_, a) => a / (1 + Math.Abs(a)),
        ["Elu"] = (node, a) => a < 0 ? node.Float("alpha", 1) * (Math.Exp(a) - 1) : a,
        ["Selu"] = (node, a) => node.Float("gamma", 1.05070102f) * (a > 0 ? a : node.Float("alpha", 1.67326319f) * (Math.Exp(a) - 1)),
        ["Celu"] = (node, a) => Math.Max(0, a) + Math.Min(0, node.Float("alpha", 1) * (Math.Exp(a / node.Float("alpha", 1)) - 1)),
        ["Exp"] = (_, a) => Math.Exp(a),
        ["Log"] = (_, a) => Math.Log(a),
        ["Sin"] = (_, a) => Math.Sin(a),
        ["Cos"] = (_, a) => Math.Cos(a),
        ["Sqrt"] = (_, a) => Math.Sqrt(a),
        ["Reciprocal"] = (_, a) => 1 / a,
        ["Round"] = (_, a) => Math.Round(a, MidpointRounding.ToEven),
        ["Floor"] = (_, a) => Math.Floor(a),
        ["Ceil"] = (_, a) => Math.Ceiling(a),
        ["Sign"] = (_, a) => Math.Sign(a),
        ["ThresholdedRelu"] = (node, a) => a > node.Float("alpha", 1) ? a : 0,
        ["Not"] = (_, a) => a == 0 ? 1 : 0,
        ["IsNaN"] = (_, a) => double.IsNaN(a) ? 1 : 0,
        ["IsInf"] = (_, a) => double.IsInfinity(a) ? 1 : 0,
        ["Cast"] = (node, a) => node.Int("to", 0) is 6 or 7 ? Math.Truncate(a) : a,
    };

    public static double Sigmoid(double a) => 1 / (1 + Math.Exp(-a));

    private static double Softplus(double a) => Math.Max(a, 0) + Math.Log(1 + Math.Exp(-Math.Abs(a)));

    /// <summary>Abramowitz and Stegun, 7.1.26, to seven digits: any function of the element will do here.</summary>
    private static double Erf(double a)
    {
        double t = 1 / (1 + (0.3275911 * Math.Abs(a)));
        double sum = t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429))))))));
        return Math.Sign(a) * (1 - (sum * Math.Exp(-a * a)));
    }
}
