using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>
/// The kernels over vectors. Blocks have 64 bytes or more, a multiple of every width, so there are no tails; shifts are below Zb and blocks are held
/// twice, so every load lies inside its block. Compiled at once instead of by tiers:
/// a process may code one file and end.
/// </summary>
internal sealed class VectorKernels<TVector> : ChainKernels
    where TVector : struct, IByteVector<TVector>
{
    private const int LongestBlock = 512;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Mirror(Chain chain, Span<byte> image, int column)
    {
        ref byte block = ref Slice(image, 2 * chain.BlockBytes * column, 2 * chain.BlockBytes);
        for (int j = 0; j < chain.BlockBytes; j += TVector.Bytes)
        {
            TVector.Load(in block, (nuint)j).RotateRight().Store(ref block, (nuint)(chain.BlockBytes + j));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Spread(Chain chain, ReadOnlySpan<byte> blocks, Span<byte> columns)
    {
        int bytes = chain.BlockBytes;
        ref readonly byte source = ref MemoryMarshal.GetReference(blocks);
        ref byte target = ref Slice(columns, 0, 2 * blocks.Length);
        for (int block = 0; block + bytes <= blocks.Length; block += bytes)
        {
            for (int j = block; j < block + bytes; j += TVector.Bytes)
            {
                var value = TVector.Load(in source, (nuint)j);
                value.Store(ref target, (nuint)(block + j));
                value.RotateRight().Store(ref target, (nuint)(block + bytes + j));
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void EncodeRow(Chain chain, Span<byte> columns, int first, int row)
    {
        int bytes = chain.BlockBytes;
        Span<byte> doubled = stackalloc byte[2 * LongestBlock];
        int before = 2 * bytes * first;
        Sum(columns, before, chain.RowEdges(row)[..^1], doubled.Slice(bytes, bytes));
        ref byte sum = ref MemoryMarshal.GetReference(doubled);
        for (int j = 0; j < bytes; j += TVector.Bytes)
        {
            TVector.Load(in sum, (nuint)(bytes + j)).RotateLeft().Store(ref sum, (nuint)j);
        }

        ref byte parity = ref Slice(columns, 2 * bytes * chain.ParityColumn(row) - before, 2 * bytes);
        nuint back = (nuint)(bytes - chain.ParityShift(row));
        for (int j = 0; j < bytes; j += TVector.Bytes)
        {
            var value = TVector.Load(in sum, back + (nuint)j);
            value.Store(ref parity, (nuint)j);
            value.RotateRight().Store(ref parity, (nuint)(bytes + j));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Syndrome(Chain chain, ReadOnlySpan<byte> image, Span<byte> syndrome, int row)
    {
        int bytes = chain.BlockBytes;
        var doubled = syndrome.Slice(2 * bytes * row, 2 * bytes);
        Sum(image, 0, chain.RowEdges(row), doubled[bytes..]);
        ref byte start = ref MemoryMarshal.GetReference(doubled);
        var any = TVector.Zero;
        for (int j = 0; j < bytes; j += TVector.Bytes)
        {
            var value = TVector.Load(in start, (nuint)(bytes + j));
            any |= value;
            value.RotateLeft().Store(ref start, (nuint)j);
        }

        int weight = 0;
        if (!any.IsZero)
        {
            foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(doubled[bytes..]))
            {
                weight += BitOperations.PopCount(word);
            }
        }

        return weight;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void FlipColumn(
        Chain chain, Span<byte> image, ReadOnlySpan<byte> received, ReadOnlySpan<byte> syndrome, int column, bool strict)
    {
        var edges = chain.ColumnEdges(column);
        if (edges.Length < 3)
        {
            return;
        }

        int bytes = chain.BlockBytes;
        ref byte block = ref Slice(image, 2 * bytes * column, 2 * bytes);
        ref readonly byte original = ref MemoryMarshal.GetReference(received.Slice(bytes * column, bytes));
        ref readonly byte checks = ref MemoryMarshal.GetReference(syndrome);
        foreach (int edge in edges)
        {
            Debug.Assert(edge >= 0 && edge + bytes <= syndrome.Length);
        }

        for (int j = 0; j < bytes; j += TVector.Bytes)
        {
            var value = TVector.Load(in block, (nuint)j);
            var first = TVector.Load(in checks, (nuint)(edges[0] + j));
            var second = TVector.Load(in checks, (nuint)(edges[1] + j));
            var third = TVector.Load(in checks, (nuint)(edges[2] + j));
            TVector flips;
            if (edges.Length == CodeGeometry.ParityBlocks)
            {
                // Two full adders: the number of unsatisfied checks is odd + 2 (carry + carry2).
                var fourth = TVector.Load(in checks, (nuint)(edges[3] + j));
                var fifth = TVector.Load(in checks, (nuint)(edges[4] + j));
                var partial = first ^ second ^ third;
                var carry = (first & second) | (third & (first ^ second));
                var odd = partial ^ fourth ^ fifth;
                var carry2 = (partial & fourth) | (fifth & (partial ^ fourth));
                var atLeastFour = carry & carry2;
                var atLeastThree = atLeastFour | ((carry | carry2) & odd);
                flips = strict
                    ? atLeastFour | (atLeastThree & (value ^ TVector.Load(in original, (nuint)j)))
                    : atLeastThree;
            }
            else
            {
                flips = first & second & third;
                if (edges.Length == 4)
                {
                    flips &= TVector.Load(in checks, (nuint)(edges[3] + j));
                }
            }

            value ^= flips;
            value.Store(ref block, (nuint)j);
            value.RotateRight().Store(ref block, (nuint)(bytes + j));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override bool CountErased(Chain chain, ReadOnlySpan<byte> erased, int row, Span<byte> counts)
    {
        ref readonly byte source = ref MemoryMarshal.GetReference(erased);
        ref byte target = ref Slice(counts, 0, chain.BlockBytes);
        bool single = false;
        var edges = chain.RowEdges(row);
        for (int j = 0; j < chain.BlockBytes; j += TVector.Bytes)
        {
            var count = TVector.Zero;
            foreach (int edge in edges)
            {
                Debug.Assert(edge + j + TVector.Bytes <= erased.Length);
                count += TVector.Load(in source, (nuint)(edge + j));
            }

            count.Store(ref target, (nuint)j);
            single |= count.HasOne;
        }

        return single;
    }

    public override void SumRow(Chain chain, ReadOnlySpan<byte> image, int row, Span<byte> sum) =>
        Sum(image, 0, chain.RowEdges(row), sum[..chain.BlockBytes]);

    /// <summary>XOR over the edges, four vectors at a time where the block is long enough.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(ReadOnlySpan<byte> columns, int before, ReadOnlySpan<int> edges, Span<byte> sum)
    {
        ref readonly byte source = ref MemoryMarshal.GetReference(columns);
        ref byte target = ref MemoryMarshal.GetReference(sum);
        int j = 0;
        for (; j + 4 * TVector.Bytes <= sum.Length; j += 4 * TVector.Bytes)
        {
            var first = TVector.Zero;
            var second = TVector.Zero;
            var third = TVector.Zero;
            var fourth = TVector.Zero;
            int at = j - before;
            foreach (int edge in edges)
            {
                Debug.Assert(edge + at >= 0 && edge + at + 4 * TVector.Bytes <= columns.Length);
                nuint place = (nuint)(edge + at);
                first ^= TVector.Load(in source, place);
                second ^= TVector.Load(in source, place + (nuint)TVector.Bytes);
                third ^= TVector.Load(in source, place + (nuint)(2 * TVector.Bytes));
                fourth ^= TVector.Load(in source, place + (nuint)(3 * TVector.Bytes));
            }

            first.Store(ref target, (nuint)j);
            second.Store(ref target, (nuint)(j + TVector.Bytes));
            third.Store(ref target, (nuint)(j + 2 * TVector.Bytes));
            fourth.Store(ref target, (nuint)(j + 3 * TVector.Bytes));
        }

        for (; j < sum.Length; j += TVector.Bytes)
        {
            var all = TVector.Zero;
            int at = j - before;
            foreach (int edge in edges)
            {
                Debug.Assert(edge + at >= 0 && edge + at + TVector.Bytes <= columns.Length);
                all ^= TVector.Load(in source, (nuint)(edge + at));
            }

            all.Store(ref target, (nuint)j);
        }
    }

    /// <summary>The first byte of a range, checked once instead of at every load.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte Slice(Span<byte> span, int start, int length) => ref MemoryMarshal.GetReference(span.Slice(start, length));
}
