using System.Runtime.InteropServices;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>The plain reference: one check after another, sums in integers.</summary>
internal sealed class ScalarSoftKernels : SoftKernels
{
    public override int UpdateRow(Chain chain, int row, Span<byte> posteriors, Span<byte> messages, Span<byte> scratch)
    {
        int lanes = 8 * chain.BlockBytes;
        var edges = chain.RowEdges(row);
        var posterior = MemoryMarshal.Cast<byte, sbyte>(posteriors);
        var message = MemoryMarshal.Cast<byte, sbyte>(messages);
        Span<int> place = stackalloc int[edges.Length];
        Span<int> extrinsic = stackalloc int[edges.Length];
        int unsatisfied = 0;
        for (int n = 0; n < lanes; n++)
        {
            bool isOdd = false;
            bool isNegative = false;
            int sum = 0;
            for (int k = 0; k < edges.Length; k++)
            {
                int column = edges[k] / (2 * chain.BlockBytes);
                int shift = edges[k] % (2 * chain.BlockBytes);
                place[k] = column * Stride(chain) + (n + shift) % lanes;
                extrinsic[k] = Math.Clamp(posterior[place[k]] - message[MessagePlace(edges.Length, k, n)], sbyte.MinValue, sbyte.MaxValue);
                isOdd ^= posterior[place[k]] < 0;
                isNegative ^= extrinsic[k] < 0;
                sum += PhiOf(extrinsic[k]);
            }

            unsatisfied += isOdd ? 1 : 0;
            for (int k = 0; k < edges.Length; k++)
            {
                int magnitude = PhiTables.Message[Math.Min(byte.MaxValue, sum - PhiOf(extrinsic[k]))];
                int value = isNegative ^ extrinsic[k] < 0 ? -magnitude : magnitude;
                message[MessagePlace(edges.Length, k, n)] = (sbyte)value;
                posterior[place[k]] = (sbyte)Math.Clamp(extrinsic[k] + value, sbyte.MinValue, sbyte.MaxValue);
            }
        }

        foreach (int edge in edges)
        {
            var block = posteriors.Slice(edge / (2 * chain.BlockBytes) * Stride(chain), Stride(chain));
            block[..Pad].CopyTo(block[lanes..]);
        }

        return unsatisfied;
    }

    private static int MessagePlace(int edges, int edge, int lane) => (lane / Pad * edges + edge) * Pad + lane % Pad;

    private static byte PhiOf(int value) => PhiTables.Phi[Math.Min(Math.Abs(value), sbyte.MaxValue)];
}
