using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Decoding;
using ParDef.ErrorCorrection.Interleaving;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection;

/// <summary>Encodes and repairs one chain of a file.</summary>
internal readonly ref struct ChainCodec
{
    private readonly Chain _graph;
    private readonly int _number;
    private readonly ReadOnlySpan<int> _payloadPages;
    private readonly ReadOnlySpan<int> _parityPages;
    private readonly WordPlacement _payloadWords;
    private readonly WordPlacement _parityWords;
    private readonly ChainKernels _kernels;
    private readonly ChainBuffers _buffers;

    /// <param name="graph">The graph of all chains.</param>
    /// <param name="number">Number of this chain.</param>
    /// <param name="payloadPages">Its payload pages.</param>
    /// <param name="parityPages">Its parity pages.</param>
    /// <param name="streams">Keyed streams of the file.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="buffers">Memory of this worker.</param>
    public ChainCodec(
        Chain graph, int number, ReadOnlySpan<int> payloadPages, ReadOnlySpan<int> parityPages, KeyedStreams streams, ChainKernels kernels, ChainBuffers buffers)
    {
        const int wordBytes = sizeof(ulong);
        _graph = graph;
        _number = number;
        _payloadPages = payloadPages;
        _parityPages = parityPages;
        _kernels = kernels;
        _buffers = buffers;
        ulong stream = 2 + 2 * (ulong)number;
        _payloadWords = new WordPlacement(
            payloadPages.Length, CodeGeometry.PageBytes / wordBytes, graph.InformationColumns(), graph.BlockBytes, streams(stream));
        _parityWords = new WordPlacement(
            parityPages.Length, CodeGeometry.ParityBytes / wordBytes, graph.ParityColumns(), graph.BlockBytes, streams(stream + 1));
    }

    /// <summary>Computes the parity pages from the payload pages.</summary>
    public void Encode(ReadOnlySpan<byte> payload, Span<byte> parity)
    {
        Array.Clear(_buffers.Image);
        _payloadWords.Gather(payload, _payloadPages, _buffers.Image);
        foreach (int column in _graph.InformationColumns())
        {
            _kernels.Mirror(_graph, _buffers.Image, column);
        }

        for (int row = 0; row < _graph.Rows; row++)
        {
            _kernels.EncodeRow(_graph, _buffers.Image, row);
        }

        _parityWords.Scatter(_buffers.Image, _parityPages, parity);
    }

    /// <summary>Repairs the chain as far as the judge agrees.</summary>
    public ChainRepair Repair(
        Span<byte> payload, Span<byte> parity, PageState[] payloadStates, PageState[] parityStates, IPageJudge judge, CancellationToken cancellation)
    {
        int[] wanted = Bad(_payloadPages, payloadStates);
        int[] badParity = Bad(_parityPages, parityStates);
        var method = wanted.Length == 0 ? RepairMethod.Reencoded : RepairMethod.Peeled;
        wanted = Peel(payload, parity, wanted, badParity, judge, cancellation);
        if (wanted.Length > 0)
        {
            method = RepairMethod.BitFlipped;
            wanted = FlipBits(payload, parity, wanted, judge, cancellation);
            wanted = Peel(payload, parity, wanted, badParity, judge, cancellation);
        }

        if (wanted.Length == 0)
        {
            Encode(payload, parity);
        }

        return new ChainRepair(_number, wanted.Length == 0 ? method : RepairMethod.Failed, wanted);
    }

    /// <summary>Erases the wanted pages and all bad parity, if the chain has parity for as much, and solves for them.</summary>
    /// <returns>Pages that are still wanted.</returns>
    private int[] Peel(Span<byte> payload, ReadOnlySpan<byte> parity, int[] wanted, int[] badParity, IPageJudge judge, CancellationToken cancellation)
    {
        int erased = wanted.Length * CodeGeometry.PageBytes + badParity.Length * CodeGeometry.ParityBytes;
        if (wanted.Length == 0 || erased > (_parityPages.Length * CodeGeometry.ParityBytes))
        {
            return wanted;
        }

        Receive(payload, parity);
        int[] unknownPayload = OnlyThese(_payloadPages, wanted);
        int[] unknownParity = OnlyThese(_parityPages, badParity);
        Array.Clear(_buffers.Erased);
        _payloadWords.Fill(unknownPayload, 1, _buffers.Erased);
        _parityWords.Fill(unknownParity, 1, _buffers.Erased);
        _payloadWords.Fill(unknownPayload, 0, _buffers.Image);
        _parityWords.Fill(unknownParity, 0, _buffers.Image);
        Peeling.Run(_graph, _kernels, _buffers.Image, _buffers.Erased, cancellation);
        return TakeAccepted(payload, wanted, judge);
    }

    /// <summary>Flips bits of what was received.</summary>
    /// <returns>Pages that are still wanted.</returns>
    private int[] FlipBits(Span<byte> payload, ReadOnlySpan<byte> parity, int[] wanted, IPageJudge judge, CancellationToken cancellation)
    {
        Receive(payload, parity);
        int bytes = _graph.BlockBytes;
        for (int column = 0; column < _graph.Columns; column++)
        {
            _buffers.Image.AsSpan(2 * bytes * column, bytes).CopyTo(_buffers.Received.AsSpan(bytes * column));
        }

        BitFlipping.Run(_graph, _kernels, _buffers.Image, _buffers.Received, _buffers.Syndrome, cancellation);
        return TakeAccepted(payload, wanted, judge);
    }

    private void Receive(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> parity)
    {
        Array.Clear(_buffers.Image);
        _payloadWords.Gather(payload, _payloadPages, _buffers.Image);
        _parityWords.Gather(parity, _parityPages, _buffers.Image);
        for (int column = 0; column < _graph.Columns; column++)
        {
            _kernels.Mirror(_graph, _buffers.Image, column);
        }
    }

    /// <summary>Writes those wanted pages back that the judge accepts, and returns the others.</summary>
    private int[] TakeAccepted(Span<byte> payload, int[] wanted, IPageJudge judge)
    {
        var proposed = new byte[wanted.Length * CodeGeometry.PageBytes];
        var places = OnlyThese(_payloadPages, wanted);
        for (int local = 0; local < places.Length; local++)
        {
            places[local] = places[local] == PageDealing.Virtual ? PageDealing.Virtual : Array.IndexOf(wanted, places[local]);
        }

        _payloadWords.Scatter(_buffers.Image, places, proposed);
        var rejected = new List<int>();
        for (int i = 0; i < wanted.Length; i++)
        {
            var page = proposed.AsSpan(i * CodeGeometry.PageBytes, CodeGeometry.PageBytes);
            if (judge.Accepts(wanted[i], page))
            {
                page.CopyTo(payload[(wanted[i] * CodeGeometry.PageBytes)..]);
            }
            else
            {
                rejected.Add(wanted[i]);
            }
        }

        return [.. rejected];
    }

    private static int[] Bad(ReadOnlySpan<int> pages, PageState[] states)
    {
        var bad = new List<int>();
        foreach (int page in pages)
        {
            if (page != PageDealing.Virtual && states[page] != PageState.Trusted)
            {
                bad.Add(page);
            }
        }

        return [.. bad.Order()];
    }

    /// <summary>The local pages with all but some replaced by virtual ones.</summary>
    private static int[] OnlyThese(ReadOnlySpan<int> pages, int[] some)
    {
        var only = new int[pages.Length];
        for (int local = 0; local < pages.Length; local++)
        {
            only[local] = Array.BinarySearch(some, pages[local]) >= 0 ? pages[local] : PageDealing.Virtual;
        }

        return only;
    }
}
