using ParDef.Reparameterization.Rules;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Reparameterization.Shapes;

/// <summary>Evaluates the small integer tensors from which exporters compute shapes.</summary>
internal static class IntegerRules
{
    /// <summary>Sets the outputs of a node whose operands are known integers, or of Shape; false if it is not such a node.</summary>
    public static bool Apply(RuleContext node)
    {
        if (node.Type == "Shape" && node.Plain(0) is { } measured)
        {
            long start = Bound(node.Integer("start", 0), measured.Rank);
            long end = Bound(node.Integer("end", measured.Rank), measured.Rank);
            Set(node, [Math.Max(0, end - start)], [.. measured.Shape.Skip((int)start).Take((int)Math.Max(0, end - start))]);
            return true;
        }

        // Of operators with several operands, none of these leaves one out.
        if (node.Inputs == 0 || !Enumerable.Range(0, node.Inputs).All(input => node.Integers(input) is not null) || node.Inputs < Operands(node.Type))
        {
            return false;
        }

        long[] x = node.Integers(0)!;
        long[] shape = node.Plain(0)!.Shape;
        switch (node.Type)
        {
            case "Cast" when node.Integer("to", 0) is 6 or 7 or 9:
                Set(node, shape, x);
                return true;
            case "Concat" when shape.Length == 1 && Enumerable.Range(0, node.Inputs).Sum(input => node.Integers(input)!.LongLength) <= ConstantContent.Longest:
                long[] joined = [.. Enumerable.Range(0, node.Inputs).SelectMany(input => node.Integers(input)!)];
                Set(node, [joined.Length], joined);
                return true;
            case "ConstantOfShape" when shape.Length == 1 && x.All(extent => extent >= 0) && PositionBudget.Product(x) is <= 1024 and var count
                && node.Tensor("value") is { } value && ConstantContent.Of(value) is [var fill]:
                Set(node, x, [.. Enumerable.Repeat(fill, (int)count)]);
                return true;
            case "Add" or "Sub" or "Mul" or "Div" or "Equal" when Broadcast.Shape([shape, node.Plain(1)!.Shape]) is not null && Combined(node) is { } combined:
                Set(node, Broadcast.Shape([shape, node.Plain(1)!.Shape])!, combined);
                return true;
            case "Where" when node.Integers(1)!.Length == x.Length && node.Integers(2)!.Length == x.Length:
                Set(node, shape, [.. x.Select((condition, i) => node.Integers(condition != 0 ? 1 : 2)![i])]);
                return true;
            default:
                return false;
        }
    }

    private static int Operands(string type) => type switch
    {
        "Where" => 3,
        "Add" or "Sub" or "Mul" or "Div" or "Equal" => 2,
        _ => 1,
    };

    private static long[]? Combined(RuleContext node)
    {
        long[] x = node.Integers(0)!;
        long[] y = node.Integers(1)!;
        int count = Math.Max(x.Length, y.Length);
        if ((x.Length != 1 && y.Length != 1 && x.Length != y.Length) || Math.Min(x.Length, y.Length) == 0)
        {
            return null;
        }

        var result = new long[count];
        for (int i = 0; i < count; i++)
        {
            long a = x[x.Length == 1 ? 0 : i];
            long b = y[y.Length == 1 ? 0 : i];
            if (node.Type == "Div" && (b == 0 || (a == long.MinValue && b == -1)))
            {
                return null;
            }

            result[i] = node.Type switch { "Add" => a + b, "Sub" => a - b, "Mul" => a * b, "Div" => a / b, _ => a == b ? 1 : 0 };
        }

        return result;
    }

    private static long Bound(long index, int extent) => Math.Clamp(index < 0 ? index + extent : index, 0, extent);

    private static void Set(RuleContext node, long[] shape, long[] integers) =>
        node.SetOutput(0, new GraphTensor(shape, []) { Integers = integers });
}
