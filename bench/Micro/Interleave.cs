using BenchmarkDotNet.Attributes;
using ParDef.ErrorCorrection.Interleaving;

namespace ParDef.Micro;

/// <summary>Payload pages to the image of their chain and back; the same code under every kernel set.</summary>
public class Interleave : BesideCopy
{
    private WordPlacement[] _placements = [];
    private byte[] _image = [];
    private byte[] _pages = [];

    [Benchmark]
    public void Gather()
    {
        for (int chain = 0; chain < _placements.Length; chain++)
        {
            _placements[chain].Gather(Work.Payload, Work.PayloadPagesOf(chain), _image);
        }
    }

    [Benchmark]
    public void Scatter()
    {
        for (int chain = 0; chain < _placements.Length; chain++)
        {
            _placements[chain].Scatter(_image, Work.PayloadPagesOf(chain), _pages);
        }
    }

    protected override void Prepare()
    {
        _placements = [.. Enumerable.Range(0, Work.Geometry.Chains).Select(Work.PayloadWords)];
        _image = Work.Image(0, Work.Payload, Work.Parity);
        _pages = new byte[Work.Payload.Length];
    }
}
