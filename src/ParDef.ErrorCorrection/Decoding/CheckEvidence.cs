using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ParDef.ErrorCorrection.Decoding;

/// <summary>
/// Weighted votes of the checks about a word: in integers, so that sums do not depend on their order. A byte of a row stands for its eight checks, and is held twice as a
/// syndrome is.
/// </summary>
internal sealed class CheckEvidence(int bytes)
{
    private readonly short[] _votes = new short[bytes];
    private readonly short[] _weights = new short[bytes];

    /// <summary>Sets the byte <paramref name="j"/> of a row of <paramref name="rowBytes"/> bytes.</summary>
    /// <param name="row">The row.</param>
    /// <param name="rowBytes">Zb.</param>
    /// <param name="j">Byte of the row.</param>
    /// <param name="vote">Weight times satisfied minus unsatisfied checks; at most 6,553 either way.</param>
    /// <param name="weight">Weight times what the vote would be if the word held no error; at most 6,553.</param>
    public void Set(int row, int rowBytes, int j, int vote, int weight)
    {
        int place = 2 * row * rowBytes + j;
        _votes[place] = _votes[place + rowBytes] = (short)vote;
        _weights[place] = _weights[place + rowBytes] = (short)weight;
    }

    /// <summary>Sums over the checks of one word of eight bytes.</summary>
    /// <param name="edges">Offsets of the edges of its column (<see cref="Construction.Chain.ColumnEdges"/>).</param>
    /// <param name="offset">Offset of the word in its block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (int Votes, int Weights) Sum(ReadOnlySpan<int> edges, int offset)
    {
        var votes = Vector128<short>.Zero;
        var weights = Vector128<short>.Zero;
        foreach (int edge in edges)
        {
            votes += Vector128.Create<short>(_votes.AsSpan(edge + offset, Vector128<short>.Count));
            weights += Vector128.Create<short>(_weights.AsSpan(edge + offset, Vector128<short>.Count));
        }

        return (SumOf(votes), SumOf(weights));
    }

    /// <summary>Five votes fit sixteen bits, eight of those do not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SumOf(Vector128<short> values) => Vector128.Sum(Vector128.WidenLower(values) + Vector128.WidenUpper(values));
}
