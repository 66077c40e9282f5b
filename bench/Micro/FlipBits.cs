using BenchmarkDotNet.Attributes;
using ParDef.ErrorCorrection;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Decoding;

namespace ParDef.Micro;

/// <summary>Bit flipping of chains in which 0.5 % of the bits are wrong, without pages; a copy of each damaged image is part of it.</summary>
public class FlipBits : BesideCopy
{
    private const double Rate = 0.005;
    private const int MostRounds = 60;

    private byte[][] _damaged = [];
    private byte[][] _received = [];
    private ChainBuffers _buffers = null!;

    [Benchmark]
    public bool HalfAPercent()
    {
        bool all = true;
        for (int chain = 0; chain < _damaged.Length; chain++)
        {
            _damaged[chain].CopyTo(_buffers.Image);
            BitFlipping.Run(
                Work.Graph, Work.Kernels.Kernels, _buffers.Image, _received[chain], _buffers.Syndrome, MostRounds, CancellationToken.None);
            all &= !DataChecks.ContainsAnyExcept((byte)0);
        }

        return all;
    }

    /// <summary>The checks but those of the tail, which bit flipping may leave to peeling.</summary>
    private Span<byte> DataChecks => _buffers.Syndrome[..(Work.Geometry.Sections * CodeGeometry.ParityBlocks * 2 * Work.Graph.BlockBytes)];

    protected override void Prepare()
    {
        _damaged = FlippedChains.Of(Work, Rate);
        _received = [.. _damaged.Select(FirstHalves)];
        _buffers = new ChainBuffers(Work.Graph);
        if (!HalfAPercent())
        {
            throw new InvalidOperationException("a chain was not corrected: it is not to be timed");
        }
    }

    private byte[] FirstHalves(byte[] image)
    {
        int bytes = Work.Graph.BlockBytes;
        var halves = new byte[image.Length / 2];
        for (int column = 0; column < Work.Graph.Columns; column++)
        {
            image.AsSpan(2 * bytes * column, bytes).CopyTo(halves.AsSpan(bytes * column));
        }

        return halves;
    }
}
