using BenchmarkDotNet.Attributes;
using ParDef.ErrorCorrection;

namespace ParDef.Micro;

/// <summary>Payload pages to parity pages: placement, gather, rows, scatter.</summary>
public class Encode : BesideCopy
{
    private byte[] _image = [];

    [Benchmark]
    public void EncodeChains()
    {
        for (int chain = 0; chain < Work.Geometry.Chains; chain++)
        {
            ChainEncoder.Encode(Work.Graph, Work.Pages(chain), Work.Kernels.Kernels, _image, Work.Payload, Work.Parity);
        }
    }

    protected override void Prepare() => _image = new byte[Work.Graph.Columns * 2 * Work.Graph.BlockBytes];
}
