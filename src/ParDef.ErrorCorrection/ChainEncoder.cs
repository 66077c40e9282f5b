using System.Runtime.CompilerServices;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection;

/// <summary>Computes the parity of one chain.</summary>
internal static class ChainEncoder
{
    /// <summary>
    /// Computes the parity pages from the payload pages, section by section. Compiled at once instead of by tiers, like what it calls: one large file may be all
    /// that a process codes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Encode(
        Chain graph, ChainPages pages, ChainKernels kernels, EncodingWindow window, ReadOnlySpan<byte> payload, Span<byte> parity)
    {
        var reader = pages.ReadPayload(payload);
        var writer = pages.WriteParity(parity);
        for (int section = 0; section < graph.Sections + CodeGeometry.TailSections; section++)
        {
            window.MoveTo(section);
            if (section < graph.Sections)
            {
                reader.Read(window.Incoming);
                kernels.Spread(graph, window.Incoming, window.From(graph.FirstColumn(section)));
            }

            for (int rho = 0; rho < CodeGeometry.ParityBlocks; rho++)
            {
                int row = section * CodeGeometry.ParityBlocks + rho;
                kernels.EncodeRow(graph, window.Columns, window.First, row);
                writer.Write(window.From(graph.ParityColumn(row))[..graph.BlockBytes]);
            }
        }

        writer.Complete();
    }
}
