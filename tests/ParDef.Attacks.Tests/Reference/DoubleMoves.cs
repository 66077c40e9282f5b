using ParDef.Attacks.Gradients;
using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Tests.Reference;

/// <summary>Operators that put elements elsewhere.</summary>
internal static class DoubleMoves
{
    public static Doubles Reshape(Doubles x, Doubles shape)
    {
        int[] extents = [.. shape.Data.Select((extent, axis) => extent == 0 ? x.Shape[axis] : (int)extent)];
        int open = Array.IndexOf(extents, -1);
        if (open >= 0)
        {
            extents[open] = x.Data.Length / Doubles.Elements(extents.Where(extent => extent > 0));
        }

        return x with { Shape = extents };
    }

    public static Doubles Flatten(Doubles x, int axis) =>
        x with { Shape = [Doubles.Elements(x.Shape[..axis]), Doubles.Elements(x.Shape[axis..])] };

    public static Doubles Squeeze(Doubles x, Doubles? axes)
    {
        int[] gone = axes is null ? [.. Enumerable.Range(0, x.Rank).Where(axis => x.Shape[axis] == 1)] : [.. axes.Data.Select(axis => x.Axis((long)axis))];
        return x with { Shape = [.. x.Shape.Where((_, axis) => !gone.Contains(axis))] };
    }

    public static Doubles Unsqueeze(Doubles x, Doubles axes)
    {
        int rank = x.Rank + axes.Data.Length;
        int[] added = [.. axes.Data.Select(axis => (int)axis < 0 ? (int)axis + rank : (int)axis)];
        var rest = new Queue<int>(x.Shape);
        return x with { Shape = [.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? 1 : rest.Dequeue())] };
    }

    public static Doubles Transpose(NodeProto node, Doubles x)
    {
        long[] order = node.Integers("perm", [.. Enumerable.Range(0, x.Rank).Reverse().Select(axis => (long)axis)]);
        int[] strides = x.Strides();
        return x.View([.. order.Select(axis => x.Shape[axis])], 0, [.. order.Select(axis => strides[axis])]);
    }

    public static Doubles Concat(Doubles[] x, int axis)
    {
        int[] shape = [.. x[0].Shape];
        shape[axis] = x.Sum(operand => operand.Shape[axis]);
        var whole = Doubles.Zeros(shape);
        int[] strides = whole.Strides();
        int start = 0;
        foreach (var operand in x)
        {
            Doubles.Walk(operand.Shape, (position, at) => whole.Data[at] = operand.Data[position], start * strides[axis], strides);
            start += operand.Shape[axis];
        }

        return whole;
    }

    public static Doubles[] Split(NodeProto node, Doubles x, Doubles? lengths)
    {
        int axis = x.Axis(node.Integer("axis", 0));
        int[] sizes = lengths is null
            ? [.. node.Output.Select(_ => x.Shape[axis] / node.Output.Count)]
            : [.. lengths.Data.Select(length => (int)length)];
        int start = 0;
        var parts = new List<Doubles>();
        foreach (int size in sizes)
        {
            int[] shape = [.. x.Shape];
            shape[axis] = size;
            parts.Add(x.View(shape, start * x.Strides()[axis], x.Strides()));
            start += size;
        }

        return [.. parts];
    }

    public static Doubles Slice(Doubles?[] operands)
    {
        var x = operands[0]!;
        int[] shape = [.. x.Shape];
        int[] steps = x.Strides();
        int[] strides = x.Strides();
        int offset = 0;
        for (int i = 0; i < operands[1]!.Data.Length; i++)
        {
            int axis = operands.Length > 3 ? x.Axis((long)operands[3]!.Data[i]) : i;
            int step = operands.Length > 4 ? (int)operands[4]!.Data[i] : 1;
            double Bound(double value) => Math.Clamp(value < 0 ? value + x.Shape[axis] : value, 0, x.Shape[axis]);
            int start = (int)Bound(operands[1]!.Data[i]);
            int end = (int)Bound(operands[2]!.Data[i]);
            shape[axis] = (end - start + step - 1) / step;
            steps[axis] = strides[axis] * step;
            offset += start * strides[axis];
        }

        return x.View(shape, offset, steps);
    }

    public static Doubles Pad(Doubles?[] operands)
    {
        var x = operands[0]!;
        int[] before = [.. operands[1]!.Data.Take(x.Rank).Select(pad => (int)pad)];
        int[] shape = [.. x.Shape.Select((extent, axis) => extent + before[axis] + (int)operands[1]!.Data[axis + x.Rank])];
        // Negative pads cut, so that the source is walked over what remains of it.
        int[] cut = [.. before.Select(pad => Math.Max(0, -pad))];
        int[] kept = [.. shape.Select((extent, axis) => Math.Min(x.Shape[axis] - cut[axis], extent - Math.Max(0, before[axis])))];
        int[] own = x.Strides();
        var inside = x.View(kept, cut.Zip(own, (pad, stride) => pad * stride).Sum(), own);
        var padded = Doubles.Zeros(shape);
        int[] strides = padded.Strides();
        int start = before.Zip(strides, (pad, stride) => Math.Max(0, pad) * stride).Sum();
        Doubles.Walk(kept, (position, at) => padded.Data[at] = inside.Data[position], start, strides);
        return padded;
    }

    public static Doubles Gather(Doubles x, Doubles indices, int axis)
    {
        int inner = Doubles.Elements(x.Shape[(axis + 1)..]);
        int outer = Doubles.Elements(x.Shape[..axis]);
        int count = indices.Data.Length;
        var made = Doubles.Zeros([.. x.Shape[..axis], .. indices.Shape, .. x.Shape[(axis + 1)..]]);
        for (int o = 0; o < outer; o++)
        {
            for (int k = 0; k < count; k++)
            {
                int index = (int)indices.Data[k];
                index = index < 0 ? index + x.Shape[axis] : index;
                Array.Copy(x.Data, ((o * x.Shape[axis]) + index) * inner, made.Data, ((o * count) + k) * inner, inner);
            }
        }

        return made;
    }
}
