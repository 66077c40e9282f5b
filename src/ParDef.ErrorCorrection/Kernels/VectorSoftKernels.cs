using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>
/// The soft kernel over vectors. The sum over all other edges is never formed by subtraction: saturating sums from the left are met by a saturating sum from
/// the right, so everything stays in bytes and equals the reference.
/// </summary>
internal sealed class VectorSoftKernels<TVector, TLookup> : SoftKernels
    where TVector : struct, IByteVector<TVector>
    where TLookup : struct, IPhiLookup<TLookup, TVector>
{
    /// <summary>From offset Pad - n on: n bytes of ones, then zeros.</summary>
    private static readonly byte[] FirstBytes = [.. Enumerable.Repeat(byte.MaxValue, Pad), .. Enumerable.Repeat((byte)0, Pad)];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int UpdateRow(Chain chain, int row, Span<byte> posteriors, Span<byte> messages, Span<byte> scratch)
    {
        int lanes = 8 * chain.BlockBytes;
        var edges = chain.RowEdges(row);
        Span<int> starts = stackalloc int[edges.Length];
        Span<int> shifts = stackalloc int[edges.Length];
        for (int k = 0; k < edges.Length; k++)
        {
            starts[k] = edges[k] / (2 * chain.BlockBytes) * Stride(chain);
            shifts[k] = edges[k] % (2 * chain.BlockBytes);
            Debug.Assert(shifts[k] < chain.BlockBytes);
        }

        ref byte posterior = ref MemoryMarshal.GetReference(posteriors[..(chain.Columns * Stride(chain))]);
        ref byte message = ref MemoryMarshal.GetReference(messages[..(edges.Length * lanes)]);
        ref byte room = ref MemoryMarshal.GetReference(scratch[..ScratchBytes]);
        ref readonly byte ones = ref FirstBytes[0];
        var lookup = TLookup.Create();
        int unsatisfied = 0;
        for (int group = 0; group < lanes; group += Pad)
        {
            for (int part = 0; part < Pad; part += TVector.Bytes)
            {
                unsatisfied += UpdateLanes(
                    in lookup, ref posterior, ref Unsafe.Add(ref message, group * edges.Length + part), ref room, starts, shifts, lanes, group, part);
            }
        }

        for (int k = 0; k < edges.Length; k++)
        {
            JoinPad(ref Unsafe.Add(ref posterior, starts[k]), in ones, lanes, shifts[k] % Pad);
        }

        return unsatisfied;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int UpdateLanes(
        in TLookup lookup, ref byte posterior, ref byte message, ref byte room, ReadOnlySpan<int> starts, ReadOnlySpan<int> shifts, int lanes, int group, int part)
    {
        var odd = TVector.Zero;
        var negative = TVector.Zero;
        var left = TVector.Zero;
        int width = TVector.Bytes;
        for (int k = 0; k < starts.Length; k++)
        {
            var value = TVector.Load(in posterior, Place(starts[k], shifts[k], lanes, group, part));
            var extrinsic = value.SubtractSigned(TVector.Load(in message, (nuint)(k * Pad)));
            odd ^= value;
            negative ^= extrinsic;
            var phi = lookup.Phi(extrinsic.Magnitude());
            extrinsic.Store(ref room, (nuint)(3 * k * width));
            phi.Store(ref room, (nuint)((3 * k + 1) * width));
            left.Store(ref room, (nuint)((3 * k + 2) * width));
            left = left.AddSaturate(phi);
        }

        var right = TVector.Zero;
        for (int k = starts.Length - 1; k >= 0; k--)
        {
            var extrinsic = TVector.Load(in room, (nuint)(3 * k * width));
            var magnitude = lookup.Message(TVector.Load(in room, (nuint)((3 * k + 2) * width)).AddSaturate(right));
            right = right.AddSaturate(TVector.Load(in room, (nuint)((3 * k + 1) * width)));
            var signed = magnitude.NegateWhere(negative ^ extrinsic);
            signed.Store(ref message, (nuint)(k * Pad));
            extrinsic.AddSigned(signed).Store(ref posterior, Place(starts[k], shifts[k], lanes, group, part));
        }

        return odd.CountNegative();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Place(int start, int shift, int lanes, int group, int part)
    {
        int inRing = group + shift;
        return (nuint)(uint)(start + part + (inRing >= lanes ? inRing - lanes : inRing));
    }

    /// <summary>The run that wrapped wrote the first lanes of the block into its pad: both become what was written last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void JoinPad(ref byte block, ref readonly byte ones, int lanes, int inPad)
    {
        for (int part = 0; part < Pad; part += TVector.Bytes)
        {
            var head = TVector.Load(in block, (nuint)part);
            var pad = TVector.Load(in block, (nuint)(lanes + part));
            var fromPad = TVector.Load(in ones, (nuint)(Pad - inPad + part));
            var joined = head ^ ((head ^ pad) & fromPad);
            joined.Store(ref block, (nuint)part);
            joined.Store(ref block, (nuint)(lanes + part));
        }
    }
}
