using BenchmarkDotNet.Attributes;
using ParDef.ErrorCorrection;

namespace ParDef.Micro;

/// <summary>Payload pages to parity pages: gather, rows, scatter.</summary>
public class Encode : BesideCopy
{
    private ChainBuffers _buffers = null!;

    [Benchmark]
    public void EncodeChains()
    {
        for (int chain = 0; chain < Work.Geometry.Chains; chain++)
        {
            Work.Codec(chain, _buffers).Encode(Work.Payload, Work.Parity);
        }
    }

    protected override void Prepare() => _buffers = new ChainBuffers(Work.Graph);
}
