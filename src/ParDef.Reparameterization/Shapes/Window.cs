using ParDef.Reparameterization.Rules;

namespace ParDef.Reparameterization.Shapes;

/// <summary>The sliding window of a convolution or a pool.</summary>
internal sealed class Window
{
    private readonly long[] _kernel;
    private readonly long[] _strides;
    private readonly long[] _dilations;
    private readonly long[] _pads;
    private readonly string _auto;
    private readonly bool _roundsUp;

    private Window(long[] kernel, RuleContext node)
    {
        _kernel = kernel;
        _strides = node.List("strides") ?? Fill(kernel.Length, 1);
        _dilations = node.List("dilations") ?? Fill(kernel.Length, 1);
        _pads = node.List("pads") ?? Fill(2 * kernel.Length, 0);
        _auto = node.Text("auto_pad", "NOTSET");
        _roundsUp = node.Integer("ceil_mode", 0) != 0;
    }

    /// <summary>The window of a node; null if its attributes do not fit together.</summary>
    public static Window? Of(RuleContext node, long[] kernel)
    {
        var window = new Window(kernel, node);
        bool fits = window._strides.Length == kernel.Length && window._dilations.Length == kernel.Length
            && window._pads.Length == 2 * kernel.Length && window._strides.All(stride => stride > 0);
        return fits ? window : null;
    }

    /// <summary>Extents of the result; null if it would be empty.</summary>
    public long[]? Slide(long[] space)
    {
        if (space.Length != _kernel.Length)
        {
            return null;
        }

        var result = new long[space.Length];
        for (int i = 0; i < space.Length; i++)
        {
            long reach = (_dilations[i] * (_kernel[i] - 1)) + 1;
            if (_auto is "SAME_UPPER" or "SAME_LOWER")
            {
                result[i] = (space[i] + _strides[i] - 1) / _strides[i];
                continue;
            }

            long room = space[i] + (_auto == "VALID" ? 0 : _pads[i] + _pads[i + space.Length]) - reach;
            result[i] = room < 0 ? 0 : (_roundsUp ? CeilingSteps(i, room, space[i]) : room / _strides[i]) + 1;
        }

        return result.All(extent => extent > 0) ? result : null;
    }

    /// <summary>Extents before a transposed convolution's <see cref="Slide"/>: what it makes of this space.</summary>
    public long[]? Spread(long[] space, long[] outputPadding)
    {
        if (space.Length != _kernel.Length || outputPadding.Length != space.Length)
        {
            return null;
        }

        var result = new long[space.Length];
        for (int i = 0; i < space.Length; i++)
        {
            long reach = (_dilations[i] * (_kernel[i] - 1)) + 1;
            result[i] = _auto is "SAME_UPPER" or "SAME_LOWER"
                ? space[i] * _strides[i]
                : (_strides[i] * (space[i] - 1)) + outputPadding[i] + reach - (_auto == "VALID" ? 0 : _pads[i] + _pads[i + space.Length]);
        }

        return result.All(extent => extent > 0) ? result : null;
    }

    /// <summary>Steps when the last window may reach over the end, but not begin in the padding.</summary>
    private long CeilingSteps(int i, long room, long extent)
    {
        long steps = (room + _strides[i] - 1) / _strides[i];
        return steps * _strides[i] >= extent + _pads[i] ? steps - 1 : steps;
    }

    private static long[] Fill(int count, long value)
    {
        var list = new long[count];
        Array.Fill(list, value);
        return list;
    }
}
