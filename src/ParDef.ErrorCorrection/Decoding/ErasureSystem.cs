using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Decoding;

/// <summary>
/// The checks of a chain in which peeling left unknown bytes, as sparse equations. Bytes are elements of GF(2)[x] / (x^8 - 1), in which a rotation by one bit is a
/// multiplication; so an equation reads: the sum of its unknown bytes, some of them rotated, is a known byte.
/// </summary>
internal sealed class ErasureSystem
{
    private readonly List<int> _places = [];
    private readonly List<int> _terms = [];
    private readonly List<int> _starts = [0];
    private readonly List<byte> _sums = [];

    /// <param name="chain">The graph.</param>
    /// <param name="image">The chain, erased bytes zero.</param>
    /// <param name="erased">1 for an erased byte in both halves of every column.</param>
    public ErasureSystem(Chain chain, ReadOnlySpan<byte> image, ReadOnlySpan<byte> erased)
    {
        int bytes = chain.BlockBytes;
        var unknownAt = new Dictionary<int, int>();
        for (int row = 0; row < chain.Rows; row++)
        {
            var edges = chain.RowEdges(row);
            for (int j = 0; j < bytes; j++)
            {
                byte sum = 0;
                int before = _terms.Count;
                foreach (int edge in edges)
                {
                    sum ^= image[edge + j];
                    if (erased[edge + j] == 0)
                    {
                        continue;
                    }

                    int start = (edge + j) / (2 * bytes) * 2 * bytes;
                    int position = edge + j - start;
                    bool isRotated = position >= bytes;
                    int place = start + (isRotated ? position - bytes : position);
                    if (!unknownAt.TryGetValue(place, out int unknown))
                    {
                        unknown = unknownAt[place] = _places.Count;
                        _places.Add(place);
                    }

                    _terms.Add(2 * unknown + (isRotated ? 1 : 0));
                }

                if (_terms.Count > before)
                {
                    _starts.Add(_terms.Count);
                    _sums.Add(sum);
                }
            }
        }
    }

    /// <summary>Unknown bytes.</summary>
    public int Unknowns => _places.Count;

    /// <summary>Equations with at least one unknown.</summary>
    public int Equations => _sums.Count;

    /// <summary>Place of an unknown in the image.</summary>
    public int PlaceOf(int unknown) => _places[unknown];

    /// <summary>Known side of an equation.</summary>
    public byte SumOf(int equation) => _sums[equation];

    /// <summary>Terms of an equation: twice the unknown, plus one if it is rotated right by one bit.</summary>
    public ReadOnlySpan<int> TermsOf(int equation) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_terms)[_starts[equation].._starts[equation + 1]];
}
