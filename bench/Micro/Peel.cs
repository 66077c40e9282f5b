using BenchmarkDotNet.Attributes;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Decoding;
using ParDef.ErrorCorrection.Interleaving;

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
            Peeling.Run(Work.Graph, Work.Kernels, _image, _erased, CancellationToken.None);
            all &= !_erased.AsSpan().ContainsAnyExcept((byte)0);
        }

        return all;
    }

    protected override void Prepare()
    {
        var geometry = Work.Geometry;
        int lost = (int)(Share * (geometry.PagesPerChain + geometry.ParityPagesPerChain));
        byte[] payload = [.. Work.Payload];
        var erasures = new List<byte[]>();
        for (int chain = 0; chain < geometry.Chains; chain++)
        {
            var pages = Work.PayloadPagesOf(chain).ToArray();
            foreach (int page in pages.AsSpan(0, lost))
            {
                payload.AsSpan(page * CodeGeometry.PageBytes, CodeGeometry.PageBytes).Clear();
            }

            var erased = new byte[Work.Graph.Columns * 2 * Work.Graph.BlockBytes];
            pages.AsSpan(lost).Fill(PageDealing.Virtual);
            Work.PayloadWords(chain).Fill(pages, 1, erased);
            erasures.Add(erased);
        }

        _erasures = [.. erasures];
        _images = [.. Enumerable.Range(0, geometry.Chains).Select(chain => Work.Image(chain, payload, Work.Parity))];
        _image = new byte[_images[0].Length];
        _erased = new byte[_images[0].Length];
        if (!ThirteenPercent())
        {
            throw new InvalidOperationException("a chain was not recovered: it is not to be timed");
        }
    }
}
