using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorRates.Channels;

namespace ParDef.ErrorRates.Sweeps;

/// <summary>
/// Runs frames of one chain, one after another in the same memory: random content under a random key, encoded, damaged, repaired through the product's
/// face. It is the judge as well, since it knows the content.
/// </summary>
internal sealed class ChainFrames(CodeGeometry geometry) : IPageJudge
{
    private readonly FramePages _sent = new(geometry);
    private readonly FramePages _received = new(geometry);

    /// <summary>Runs the frame of a seed.</summary>
    public FrameOutcome Run(Channel channel, ulong seed)
    {
        var random = new SeededRandom(seed);
        var code = new PageCode(geometry, RandomStream.Under(random.Next()), KernelSet.Default);
        random.NextBytes(_sent.Payload);
        code.Encode(_sent.Payload, _sent.Parity);

        _sent.Payload.CopyTo(_received.Payload, 0);
        _sent.Parity.CopyTo(_received.Parity, 0);
        _received.MarkAll(PageState.Trusted);
        channel.Damage(_received, random);
        return Judge(code.Repair(_received.Payload, _received.Parity, _received.PayloadStates, _received.ParityStates, this));
    }

    /// <inheritdoc/>
    public bool Accepts(int payloadPage, ReadOnlySpan<byte> page) => page.SequenceEqual(_sent[payloadPage]);

    private FrameOutcome Judge(RepairOutcome outcome)
    {
        var rejected = outcome.RejectedPages.ToHashSet();
        int wrong = 0;
        for (int page = 0; page < geometry.PayloadPages; page++)
        {
            wrong += rejected.Contains(page) || Accepts(page, _received[page]) ? 0 : 1;
        }

        for (int page = geometry.PayloadPages; outcome.Succeeded && page < _sent.Count; page++)
        {
            wrong += _sent[page][..CodeGeometry.ParityBytes].SequenceEqual(_received[page][..CodeGeometry.ParityBytes]) ? 0 : 1;
        }

        return new FrameOutcome(!outcome.Succeeded, outcome.Chains.Any(chain => chain.Miscorrected), wrong);
    }
}
