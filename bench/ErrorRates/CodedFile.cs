using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorRates;

/// <summary>Random pages coded under a random key, laid out as docs/format.md section 2 lays out a file, and a judge that knows them.</summary>
internal sealed class CodedFile : IPageJudge
{
    private const int PageBytes = CodeGeometry.PageBytes;

    private readonly PageCode _code;
    private readonly byte[] _payload;
    private readonly byte[] _parity;

    public CodedFile(int payloadPages, Redundancy redundancy, ulong seed)
    {
        Geometry = CodeGeometry.ForPages(payloadPages, redundancy);
        _code = new PageCode(Geometry, RandomStream.Under(seed), KernelSet.Default);
        _payload = new byte[Geometry.PayloadPages * PageBytes];
        _parity = new byte[Geometry.ParityPages * PageBytes];
        new SeededRandom(seed).NextBytes(_payload);
        _code.Encode(_payload, _parity);
    }

    public CodeGeometry Geometry { get; }

    public int Pages => Geometry.PayloadPages + Geometry.ParityPages;

    public int HeaderBlockBytes => Geometry.PayloadPages * 4080L < 1 << 20 ? 1344 : 4096;

    public int PayloadBytes => _payload.Length;

    public int ParityBytes => _parity.Length;

    public long FileBytes => 3L * HeaderBlockBytes + (long)Pages * PageBytes;

    public bool Accepts(int payloadPage, ReadOnlySpan<byte> page) => page.SequenceEqual(_payload.AsSpan(payloadPage * PageBytes, PageBytes));

    /// <summary>Pages, payload first, that a burst of some bytes touches if it starts with the last byte of a page: the worst it can do from there.</summary>
    public IEnumerable<int> TouchedFrom(int firstPage, long burstBytes)
    {
        long start = OffsetOf(firstPage) + PageBytes - 1;
        for (int page = firstPage; page < Pages && OffsetOf(page) < start + burstBytes; page++)
        {
            yield return page;
        }
    }

    /// <summary>True if the file comes back after these pages are lost.</summary>
    public bool SurvivesLossOf(IEnumerable<int> pages)
    {
        byte[] payload = [.. _payload];
        byte[] parity = [.. _parity];
        var payloadStates = new PageState[Geometry.PayloadPages];
        var parityStates = new PageState[Geometry.ParityPages];
        foreach (int page in pages)
        {
            bool isPayload = page < Geometry.PayloadPages;
            int number = isPayload ? page : page - Geometry.PayloadPages;
            (isPayload ? payloadStates : parityStates)[number] = PageState.Untrusted;
            (isPayload ? payload : parity).AsSpan(number * PageBytes, PageBytes).Clear();
        }

        return _code.Repair(payload, parity, payloadStates, parityStates, this).Succeeded;
    }

    /// <summary>Decodes the file with a share of its bits flipped and no page trusted. May be called by several threads.</summary>
    public BareDecode DecodeFlipped(double rate, SeededRandom random)
    {
        var (payload, parity) = Flipped(new FlipShare(rate), random);
        var asked = new CountingJudge(this);
        var outcome = Decode(payload, parity, asked);
        return new BareDecode(asked.Refused > 0, outcome.Chains.Any(chain => chain.Miscorrected));
    }

    /// <summary>Copies of the payload and parity pages with a share of the bits flipped.</summary>
    public (byte[] Payload, byte[] Parity) Flipped(FlipShare flips, SeededRandom random) => (flips.Apply(_payload, random), flips.Apply(_parity, random));

    /// <summary>Decodes pages of which none is trusted, in place.</summary>
    /// <exception cref="InvalidOperationException">They did not come back.</exception>
    public void Decode(byte[] payload, byte[] parity)
    {
        if (!Decode(payload, parity, this).Succeeded)
        {
            throw new InvalidOperationException("The pages did not come back");
        }
    }

    /// <summary>Encodes the payload again.</summary>
    public void Encode(Memory<byte> parity) => _code.Encode(_payload, parity);

    public void CopyPayloadTo(Span<byte> target) => _payload.CopyTo(target);

    private RepairOutcome Decode(byte[] payload, byte[] parity, IPageJudge judge) => _code.Repair(
        payload,
        parity,
        [.. Enumerable.Repeat(PageState.Untrusted, Geometry.PayloadPages)],
        [.. Enumerable.Repeat(PageState.Untrusted, Geometry.ParityPages)],
        judge);

    private long OffsetOf(int page) =>
        HeaderBlockBytes + (long)page * PageBytes + (page >= Geometry.PayloadPages ? HeaderBlockBytes : 0);

    /// <summary>Chains are decoded in parallel.</summary>
    private sealed class CountingJudge(CodedFile file) : IPageJudge
    {
        private int _refused;

        public int Refused => _refused;

        public bool Accepts(int payloadPage, ReadOnlySpan<byte> page)
        {
            bool isRight = file.Accepts(payloadPage, page);
            Interlocked.Add(ref _refused, isRight ? 0 : 1);
            return isRight;
        }
    }
}
