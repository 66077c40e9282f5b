using BenchmarkDotNet.Attributes;
using ParDef.ErrorCorrection.Decoding;

namespace ParDef.Micro;

/// <summary>Peeling of chains that have lost 13 % of their pages, rounded down, without pages; copies of each image and of what is erased are part of it.</summary>
public class Peel : BesideCopy
{
    private const double Share = 0.13;

    private byte[][] _images = [];
    private byte[][] _erasures = [];
    private byte[] _image = [];
    private byte[] _erased = [];

    [Benchmark]
    public bool ThirteenPercent()
    {
        bool all = true;
        for (int chain = 0; chain < _images.Length; chain++)
        {
            _images[chain].CopyTo(_image, 0);
            _erasures[chain].CopyTo(_erased, 0);
            Peeling.Run(Work.Graph, Work.Kernels.Kernels, _image, _erased, CancellationToken.None);
            all &= !_erased.AsSpan().ContainsAnyExcept((byte)0);
        }

        return all;
    }

    protected override void Prepare()
    {
        var geometry = Work.Geometry;
        int lost = (int)(Share * (geometry.PagesPerChain + geometry.ParityPagesPerChain));
        _erasures = new byte[geometry.Chains][];
        for (int chain = 0; chain < geometry.Chains; chain++)
        {
            _erasures[chain] = new byte[Work.Graph.Columns * 2 * Work.Graph.BlockBytes];
            Work.Pages(chain).Mark(local => local < lost ? (byte)1 : (byte)0, _erasures[chain]);
        }

        _images = [.. Enumerable.Range(0, geometry.Chains).Select(chain => Work.Image(chain, Work.Payload, Work.Parity, local => local >= lost))];
        _image = new byte[_images[0].Length];
        _erased = new byte[_images[0].Length];
        if (!ThirteenPercent())
        {
            throw new InvalidOperationException("a chain was not recovered: it is not to be timed");
        }
    }
}
