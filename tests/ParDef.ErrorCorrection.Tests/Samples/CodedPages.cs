using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection.Tests.Samples;

/// <summary>Random pages, coded; and a judge that knows them.</summary>
internal sealed class CodedPages : IPageJudge
{
    public CodedPages(CodeGeometry geometry, ulong seed = 1, KernelSet? kernels = null)
    {
        Geometry = geometry;
        Code = new PageCode(geometry, SeededStream.Under(seed), kernels ?? KernelSet.Default);
        Payload = new SeededStream(seed).Bytes(geometry.PayloadPages * 4096);
        Parity = new byte[geometry.ParityPages * 4096];
        Code.Encode(Payload, Parity, TestContext.Current.CancellationToken);
    }

    public CodeGeometry Geometry { get; }

    public PageCode Code { get; }

    public byte[] Payload { get; }

    public byte[] Parity { get; }

    public bool Accepts(int payloadPage, ReadOnlySpan<byte> page) => page.SequenceEqual(Payload.AsSpan(payloadPage * 4096, 4096));

    /// <summary>Loses pages (numbered payload first, then parity) and repairs; true if everything is back.</summary>
    public bool RepairsLoss(IEnumerable<int> pages)
    {
        byte[] payload = [.. Payload], parity = [.. Parity];
        var payloadStates = new PageState[Geometry.PayloadPages];
        var parityStates = new PageState[Geometry.ParityPages];
        foreach (int page in pages)
        {
            bool isPayload = page < payloadStates.Length;
            int number = isPayload ? page : page - payloadStates.Length;
            (isPayload ? payloadStates : parityStates)[number] = PageState.Untrusted;
            (isPayload ? payload : parity).AsSpan(number * 4096, 4096).Clear();
        }

        var outcome = Code.Repair(payload, parity, payloadStates, parityStates, this, TestContext.Current.CancellationToken);
        return outcome.Succeeded && payload.AsSpan().SequenceEqual(Payload) && parity.AsSpan().SequenceEqual(Parity);
    }

    /// <summary>Flips a share of all coded bits, overwrites some pages, and repairs with every page untrusted.</summary>
    public (RepairOutcome Outcome, byte[] Payload, byte[] Parity) RepairFlips(
        double share, ulong seed, IReadOnlyList<int>? lost = null)
    {
        byte[] payload = [.. Payload], parity = [.. Parity];
        var random = new SeededStream(seed);
        Flip(payload, share, random, 4096);
        Flip(parity, share, random, 4080);
        foreach (int page in lost ?? [])
        {
            bool isPayload = page < Geometry.PayloadPages;
            int number = isPayload ? page : page - Geometry.PayloadPages;
            random.Bytes(isPayload ? 4096 : 4080).CopyTo((isPayload ? payload : parity).AsSpan(number * 4096));
        }

        var outcome = Code.Repair(
            payload,
            parity,
            [.. Enumerable.Repeat(PageState.Untrusted, Geometry.PayloadPages)],
            [.. Enumerable.Repeat(PageState.Untrusted, Geometry.ParityPages)],
            this,
            TestContext.Current.CancellationToken);
        return (outcome, payload, parity);
    }

    /// <summary>Flips a share of the bits of some payload pages, trusts all others, and repairs.</summary>
    public bool RepairsFlipsIn(int badPages, double share, ulong seed)
    {
        byte[] payload = [.. Payload], parity = [.. Parity];
        var random = new SeededStream(seed);
        var states = new PageState[Geometry.PayloadPages];
        foreach (int page in Enumerable.Range(0, Geometry.PayloadPages).OrderBy(_ => random.NextWord()).Take(badPages).ToList())
        {
            states[page] = PageState.Untrusted;
            byte[] bad = payload[(page * 4096)..(page * 4096 + 4096)];
            Flip(bad, share, random, 4096);
            bad.CopyTo(payload, page * 4096);
        }

        var outcome = Code.Repair(
            payload, parity, states, new PageState[Geometry.ParityPages], this, TestContext.Current.CancellationToken);
        return outcome.Succeeded && payload.AsSpan().SequenceEqual(Payload) && parity.AsSpan().SequenceEqual(Parity);
    }

    private static void Flip(byte[] pages, double share, SeededStream random, int codedBytes)
    {
        int flips = (int)(share * pages.Length * 8);
        for (int i = 0; i < flips; i++)
        {
            int page = random.Below(pages.Length / 4096);
            pages[page * 4096 + random.Below(codedBytes)] ^= (byte)(1 << random.Below(8));
        }
    }
}
