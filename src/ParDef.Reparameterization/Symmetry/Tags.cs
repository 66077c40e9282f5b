namespace ParDef.Reparameterization.Symmetry;

/// <summary>
/// Numbers for the copies of a channel along a folded axis: flattening C x H x W makes H*W copies of every channel, which move together.
/// </summary>
internal sealed class Tags
{
    private readonly Dictionary<(int Outer, int Index, int Extent), int> _numbers = [];
    private readonly List<(int Outer, int Index, int Extent)> _parts = [(0, 0, 1)];

    /// <summary>The copy <paramref name="index"/> of <paramref name="extent"/> of a copy <paramref name="outer"/>.</summary>
    public int Within(int outer, int index, int extent)
    {
        if (extent == 1)
        {
            return outer;
        }

        if (!_numbers.TryGetValue((outer, index, extent), out int number))
        {
            number = _parts.Count;
            _parts.Add((outer, index, extent));
            _numbers.Add((outer, index, extent), number);
        }

        return number;
    }

    /// <summary>What <see cref="Within"/> was called with.</summary>
    public (int Outer, int Index, int Extent) Parts(int tag) => _parts[tag];
}
