using BenchmarkDotNet.Attributes;
using ParDef.ErrorCorrection;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Micro;

/// <summary>Payload pages to the image of their chain, and back into new memory; the same code under every kernel set.</summary>
public class Interleave : BesideCopy
{
    private ChainPages[] _pages = [];
    private int[] _locals = [];
    private byte[] _image = [];
    private byte[] _scattered = [];

    [Benchmark]
    public void Gather()
    {
        foreach (var pages in _pages)
        {
            pages.GatherPayload(Work.Payload, _ => true, _image);
        }
    }

    [Benchmark]
    public void Scatter()
    {
        foreach (var pages in _pages)
        {
            pages.ScatterPayload(_image, _locals, _scattered);
        }
    }

    protected override void Prepare()
    {
        _pages = [.. Enumerable.Range(0, Work.Geometry.Chains).Select(Work.Pages)];
        _locals = [.. Enumerable.Range(0, Work.Geometry.PagesPerChain)];
        _scattered = new byte[_locals.Length * CodeGeometry.PageBytes];
        _image = Work.Image(0, Work.Payload, Work.Parity, _ => true);
    }
}
