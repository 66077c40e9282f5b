using ParDef.Onnx.Proto;

namespace ParDef.Reparameterization.Tests.Interpreting;

/// <summary>LSTM, GRU and RNN with their default activations, in one direction or both.</summary>
internal static class Recurrent
{
    /// <summary>Y, Y_h and, of an LSTM, Y_c. X is steps x batch x width.</summary>
    public static Values[] Apply(NodeProto node, Values?[] x)
    {
        var (input, w, r) = (x[0]!, x[1]!, x[2]!);
        int gates = node.OpType switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
        int directions = w.Shape[0];
        int units = r.Shape[2];
        int batch = input.Shape[1];
        var bias = x.ElementAtOrDefault(3) ?? new Values([directions, 2 * gates * units], new double[directions * 2 * gates * units]);
        var peephole = x.ElementAtOrDefault(7);
        var h = Values.Of([directions, batch, units], i => x.ElementAtOrDefault(5)?[i] ?? 0);
        var c = Values.Of([directions, batch, units], i => x.ElementAtOrDefault(6)?[i] ?? 0);
        var y = Values.Of([input.Shape[0], directions, batch, units], _ => 0);
        for (int d = 0; d < directions; d++)
        {
            for (int step = 0; step < input.Shape[0]; step++)
            {
                int t = d == 1 ? input.Shape[0] - 1 - step : step;
                for (int n = 0; n < batch; n++)
                {
                    double Taken(int row) => bias[d, row] + Enumerable.Range(0, w.Shape[2]).Sum(k => w[d, row, k] * input[t, n, k]);
                    double Kept(int row) => bias[d, (gates * units) + row] + Enumerable.Range(0, units).Sum(k => r[d, row, k] * h[d, n, k]);
                    double Peek(int gate, int unit) => peephole is null ? 0 : peephole[d, (gate * units) + unit];
                    var (nextH, nextC) = node.OpType switch
                    {
                        "LSTM" => Lstm(units, Taken, Kept, Peek, unit => c[d, n, unit]),
                        "GRU" => Gru(node, units, Taken, Kept, unit => h[d, n, unit], (row, gate) => bias[d, (gates * units) + row] + Enumerable.Range(0, units).Sum(k => r[d, row, k] * gate[k] * h[d, n, k])),
                        _ => ([.. Enumerable.Range(0, units).Select(unit => Math.Tanh(Taken(unit) + Kept(unit)))], new double[units]),
                    };
                    for (int unit = 0; unit < units; unit++)
                    {
                        h.Set(nextH[unit], d, n, unit);
                        c.Set(nextC[unit], d, n, unit);
                        y.Set(nextH[unit], t, d, n, unit);
                    }
                }
            }
        }

        return [y, h, c];
    }

    /// <summary>Gates in the order input, output, forget, cell; peepholes input, output, forget.</summary>
    private static (double[] H, double[] C) Lstm(
        int units, Func<int, double> taken, Func<int, double> kept, Func<int, int, double> peek, Func<int, double> before)
    {
        var h = new double[units];
        var c = new double[units];
        for (int unit = 0; unit < units; unit++)
        {
            double Gate(int gate) => taken((gate * units) + unit) + kept((gate * units) + unit);
            double enters = Pointwise.Sigmoid(Gate(0) + (peek(0, unit) * before(unit)));
            double stays = Pointwise.Sigmoid(Gate(2) + (peek(2, unit) * before(unit)));
            c[unit] = (stays * before(unit)) + (enters * Math.Tanh(Gate(3)));
            h[unit] = Pointwise.Sigmoid(Gate(1) + (peek(1, unit) * c[unit])) * Math.Tanh(c[unit]);
        }

        return (h, c);
    }

    /// <summary>Gates in the order update, reset, hidden.</summary>
    private static (double[] H, double[] C) Gru(
        NodeProto node, int units, Func<int, double> taken, Func<int, double> kept, Func<int, double> before, Func<int, double[], double> gated)
    {
        double[] reset = [.. Enumerable.Range(0, units).Select(unit => Pointwise.Sigmoid(taken(units + unit) + kept(units + unit)))];
        bool isAfter = node.Int("linear_before_reset", 0) != 0;
        var h = new double[units];
        for (int unit = 0; unit < units; unit++)
        {
            int row = (2 * units) + unit;
            double hidden = Math.Tanh(taken(row) + (isAfter ? reset[unit] * kept(row) : gated(row, reset)));
            double update = Pointwise.Sigmoid(taken(unit) + kept(unit));
            h[unit] = ((1 - update) * hidden) + (update * before(unit));
        }

        return (h, new double[units]);
    }
}
