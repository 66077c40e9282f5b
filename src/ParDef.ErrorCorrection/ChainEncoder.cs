using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection;

/// <summary>Computes the parity of one chain.</summary>
internal static class ChainEncoder
{
    /// <summary>Computes the parity pages from the payload pages.</summary>
    public static void Encode(Chain graph, ChainPages pages, ChainKernels kernels, Span<byte> image, ReadOnlySpan<byte> payload, Span<byte> parity)
    {
        int wordsPerBlock = graph.BlockBytes / sizeof(ulong);
        int sectionWords = graph.InformationBlocks * wordsPerBlock;

        // Words behind the last page are zero, and what lies in the image is not.
        foreach (int column in graph.InformationColumns[(pages.PayloadWords / wordsPerBlock)..])
        {
            image.Slice(2 * graph.BlockBytes * column, graph.BlockBytes).Clear();
        }

        // Section by section, so that what the rows read is still in the cache.
        var gathering = pages.GatheringPayload(payload, image);
        for (int section = 0; section < graph.Rows / CodeGeometry.ParityBlocks; section++)
        {
            if (section < graph.Sections)
            {
                gathering.Reach((section + 1) * sectionWords);
                foreach (int column in graph.InformationColumns.Slice(section * graph.InformationBlocks, graph.InformationBlocks))
                {
                    kernels.Mirror(graph, image, column);
                }
            }

            for (int rho = 0; rho < CodeGeometry.ParityBlocks; rho++)
            {
                kernels.EncodeRow(graph, image, section * CodeGeometry.ParityBlocks + rho);
            }
        }

        pages.ScatterParity(image, parity);
    }
}
