using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Rules;

/// <summary>LSTM, GRU and RNN.</summary>
/// <remarks>
/// Each hidden unit h of a direction has a row of every gate in W, R and B, a peephole in P, and a column of R. All that a step does between the
/// products works unit by unit, alike for all: a permutation of the units, applied to the rows of every gate and the columns of R, permutes
/// every state, hence Y, Y_h and Y_c. Sigmoid and tanh let no factor through. Inputs are taken as by any matrix, factors included. Initial
/// states are zero, or carry the same permutation.
/// </remarks>
internal static class RecurrentRule
{
    public static bool Apply(RuleContext node)
    {
        int gates = node.Type switch { "LSTM" => 4, "GRU" => 3, _ => 1 };
        if (node.Operand(0) is not { Rank: 3 } x || node.Plain(1) is not { Rank: 3 } w || node.Plain(2) is not { Rank: 3 } r
            || node.Weight(1) is null || node.Weight(2) is null || (node.Has(3) && node.Weight(3) is null) || (node.Has(7) && node.Weight(7) is null)
            || node.Integer("layout", 0) != 0 || w.Shape[1] % gates != 0 || w.Shape[2] != x.Shape[2])
        {
            return false;
        }

        int directions = (int)w.Shape[0];
        int units = (int)w.Shape[1] / gates;
        int width = (int)w.Shape[2];
        if (r.Shape[1] != gates * units || r.Shape[2] != units)
        {
            return false;
        }

        var before = node.OnlyAlong(x, 2);
        var hidden = new ChannelLayout(
            [0, 2], [directions, units], node.State.Channels.New(directions * units), ScaleClasses.Ones(directions * units));
        node.KeepFibres(hidden, 0);
        var takes = before is null ? null : AxisBinding.Taking(before);
        node.BindParts(1, Parts(hidden, gates, width, _ => takes));
        node.BindParts(2, Parts(hidden, gates, units, direction => AxisBinding.Making(hidden.Run(direction * units, units))));
        BindVectors(node, 3, hidden, 2 * gates);
        BindVectors(node, 7, hidden, 3);
        TieInitial(node, 5, hidden);
        TieInitial(node, 6, hidden);
        long[] state = [directions, x.Shape[1], units];
        node.SetOutput(0, new GraphTensor([x.Shape[0], directions, x.Shape[1], units], [hidden.On(1, 3)]));
        node.SetOutput(1, new GraphTensor(state, [hidden]));
        node.SetOutput(2, new GraphTensor(state, [hidden]));
        return true;
    }

    private static List<WeightPart> Parts(ChannelLayout hidden, int gates, int width, Func<int, AxisBinding?> columns)
    {
        int units = hidden.Extents[1];
        return [.. Enumerable.Range(0, hidden.Extents[0] * gates).Select(part => new WeightPart(
            part * units * width, [units, width], [AxisBinding.Making(hidden.Run(part / gates * units, units)), columns(part / gates)]))];
    }

    private static void BindVectors(RuleContext node, int input, ChannelLayout hidden, int vectors)
    {
        if (node.Has(input))
        {
            int units = hidden.Extents[1];
            node.BindParts(input, [.. Enumerable.Range(0, hidden.Extents[0] * vectors).Select(part => new WeightPart(
                part * units, [units], [AxisBinding.Making(hidden.Run(part / vectors * units, units))]))]);
        }
    }

    private static void TieInitial(RuleContext node, int input, ChannelLayout hidden)
    {
        if (!node.Has(input) || node.Plain(input) is { IsZero: true })
        {
            return;
        }

        var given = node.Operand(input)?.Layouts.FirstOrDefault(layout => layout.Axes.SequenceEqual(hidden.Axes) || (hidden.Extents[0] == 1 && layout.IsAlong(2)));
        foreach (var other in node.Operand(input)?.Layouts.Where(layout => layout != given) ?? [])
        {
            node.Freeze(other);
        }

        if (given is null)
        {
            node.Freeze(hidden);
        }
        else
        {
            node.Tie(node.Solid(given), hidden);
        }
    }
}
