using BenchmarkDotNet.Attributes;
using ParDef.ErrorCorrection;

namespace ParDef.Micro;

/// <summary>Payload pages to parity pages: placement, gather, rows, scatter.</summary>
public class Encode : BesideCopy
{
    private EncodingWindow _window = null!;

    [Benchmark]
    public void EncodeChains()
    {
        for (int chain = 0; chain < Work.Geometry.Chains; chain++)
        {
            ChainEncoder.Encode(Work.Graph, Work.Pages(chain), Work.Kernels.Kernels, _window, Work.Payload, Work.Parity);
        }
    }

    protected override void Prepare() => _window = new EncodingWindow(Work.Graph);
}
