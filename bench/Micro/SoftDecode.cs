using BenchmarkDotNet.Attributes;
using ParDef.ErrorCorrection;
using ParDef.ErrorCorrection.Decoding;

namespace ParDef.Micro;

/// <summary>Soft decoding of chains in which 1.5 % of the bits are wrong, all equally unsure, without pages; a copy of each damaged image is part of it.</summary>
public class SoftDecode : BesideCopy
{
    private const double Rate = 0.015;

    /// <summary>6 ln((1 - p) / p), in steps of 1/6.</summary>
    private static readonly byte Magnitude = (byte)Math.Round(6 * Math.Log((1 - Rate) / Rate));

    private byte[][] _damaged = [];
    private byte[] _syndrome = [];
    private ChainBuffers _buffers = null!;

    [Benchmark]
    public int OneAndAHalfPercent()
    {
        int sweeps = 0;
        foreach (byte[] image in _damaged)
        {
            image.CopyTo(_buffers.Image);
            sweeps += SoftDecoder.Run(Work.Graph, Work.Kernels, _buffers.Image, _buffers.Marks, _buffers.Soft, CancellationToken.None);
        }

        return sweeps;
    }

    protected override void Prepare()
    {
        _damaged = FlippedChains.Of(Work, Rate);
        _buffers = new ChainBuffers(Work.Graph);
        _syndrome = new byte[Work.Graph.Rows * 2 * Work.Graph.BlockBytes];
        _buffers.Marks.Fill(Magnitude);
        OneAndAHalfPercent();
        long weight = Enumerable.Range(0, Work.Graph.Rows).Sum(row => (long)Work.Kernels.Kernels.Syndrome(Work.Graph, _buffers.Image, _syndrome, row));
        if (weight > Work.Graph.Rows)
        {
            throw new InvalidOperationException("the last chain was not corrected: it is not to be timed");
        }
    }
}
