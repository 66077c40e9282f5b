using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Interleaving;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorCorrection.Tests.Samples;

namespace ParDef.ErrorCorrection.Tests;

public class ChainEncoderTests
{
    /// <summary>Every K; few sections and so many that the window moves often; room for more than the pages, so that the last words are padding.</summary>
    [Theory]
    [InlineData(5, 64, 26)]
    [InlineData(10, 64, 33)]
    [InlineData(27, 128, 53)]
    [InlineData(27, 512, 16)]
    [InlineData(51, 256, 17)]
    public void All_checks_of_the_encoded_pages_hold(int informationBlocks, int blockBytes, int sections)
    {
        int count = informationBlocks * blockBytes * sections / CodeGeometry.PageBytes;
        var geometry = CodeGeometry.Create(count, informationBlocks, blockBytes, sections, 1);
        var coded = new CodedPages(geometry, 3);
        var graph = Chain.Of(geometry);
        var streams = SeededStream.Under(3);
        var payload = new PageDealing(geometry.PayloadPages, 1, geometry.PagesPerChain, streams(0));
        var parity = new PageDealing(geometry.ParityPages, 1, geometry.ParityPagesPerChain, streams(1));
        var pages = new ChainPages(graph, 0, payload.PagesOf(0), parity.PagesOf(0), streams);
        var image = new byte[graph.Columns * 2 * blockBytes];
        pages.GatherPayload(coded.Payload, _ => true, image);
        pages.GatherParity(coded.Parity, _ => true, image);
        var kernels = KernelSet.Scalar.Kernels;
        for (int column = 0; column < graph.Columns; column++)
        {
            kernels.Mirror(graph, image, column);
        }

        var syndrome = new byte[graph.Rows * 2 * blockBytes];
        Assert.All(Enumerable.Range(0, graph.Rows), row => Assert.Equal(0, kernels.Syndrome(graph, image, syndrome, row)));
    }
}
