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
            payloadPages.Length, CodeGeometry.PageBytes / wordBytes, graph.InformationColumns, graph.BlockBytes, streams(stream));
        _parityWords = new WordPlacement(
            parityPages.Length, CodeGeometry.ParityBytes / wordBytes, graph.ParityColumns, graph.BlockBytes, streams(stream + 1));
    }

    /// <summary>Computes the parity pages from the payload pages.</summary>
    public void Encode(ReadOnlySpan<byte> payload, Span<byte> parity)
    {
        Array.Clear(_buffers.Image);
        _payloadWords.Gather(payload, _payloadPages, _buffers.Image);

        // Section by section, so that what the rows read is still in the cache.
        for (int section = 0; section < _graph.Rows / CodeGeometry.ParityBlocks; section++)
        {
            if (section < _graph.Sections)
            {
                MirrorAll(_graph.InformationColumns.Slice(section * _graph.InformationBlocks, _graph.InformationBlocks));
            }

            for (int rho = 0; rho < CodeGeometry.ParityBlocks; rho++)
            {
                _kernels.EncodeRow(_graph, _buffers.Image, section * CodeGeometry.ParityBlocks + rho);
            }
        }

        _parityWords.Scatter(_buffers.Image, _parityPages, parity);
    }

    /// <summary>Repairs the chain as far as the judge agrees.</summary>
    public ChainRepair Repair(
        Span<byte> payload,
        Span<byte> parity,
        ReadOnlySpan<PageState> payloadStates,
        ReadOnlySpan<PageState> parityStates,
        IPageJudge judge,
        CancellationToken cancellation)
    {
        int[] wanted = Bad(_payloadPages, payloadStates);
        int[] badParity = Bad(_parityPages, parityStates);
        var method = wanted.Length == 0 ? RepairMethod.Reencoded : RepairMethod.Peeled;
        wanted = Peel(payload, parity, wanted, badParity, judge, cancellation);
        if (wanted.Length > 0)
        {
            method = RepairMethod.BitFlipped;
            int before = wanted.Length;
            FlipBits(payload, parity, cancellation);
            wanted = TakeAccepted(payload, wanted, judge);
            wanted = PeelFlipped(payload, wanted, judge, cancellation);
            if (wanted.Length < before)
            {
                wanted = Peel(payload, parity, wanted, badParity, judge, cancellation);
            }
        }

        if (wanted.Length > 0)
        {
            return new ChainRepair(_number, RepairMethod.Failed, wanted);
        }

        Encode(payload, parity);
        return new ChainRepair(_number, method, []);
    }

    /// <summary>Erases the wanted pages and all bad parity, if the chain has parity for as much, and solves for them.</summary>
    /// <returns>Pages that are still wanted.</returns>
    private int[] Peel(
        Span<byte> payload, ReadOnlySpan<byte> parity, int[] wanted, int[] badParity, IPageJudge judge, CancellationToken cancellation)
    {
        if (wanted.Length == 0 || !IsWithinReach(wanted.Length * CodeGeometry.PageBytes + badParity.Length * CodeGeometry.ParityBytes))
        {
            return wanted;
        }

        Receive(payload, parity, wanted, badParity);
        Array.Clear(_buffers.Erased);
        _payloadWords.Fill(Only(_payloadPages, wanted), 1, _buffers.Erased);
        _parityWords.Fill(Only(_parityPages, badParity), 1, _buffers.Erased);
        Peeling.Run(_graph, _kernels, _buffers.Image, _buffers.Erased, cancellation);
        return TakeAccepted(payload, wanted, judge);
    }

    /// <summary>Flips bits of what was received; missing bytes are zero there.</summary>
    private void FlipBits(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> parity, CancellationToken cancellation)
    {
        Receive(payload, parity, [], []);
        int bytes = _graph.BlockBytes;
        for (int column = 0; column < _graph.Columns; column++)
        {
            _buffers.Image.AsSpan(2 * bytes * column, bytes).CopyTo(_buffers.Received.AsSpan(bytes * column));
        }

        BitFlipping.Run(_graph, _kernels, _buffers.Image, _buffers.Received, _buffers.Syndrome, cancellation);
    }

    /// <summary>
    /// Clears up after bit flipping, which now and then stops at a few bits that no vote moves: accepted pages are known, the wanted ones are erased and
    /// with them every parity byte in an unsatisfied check, and the rest of the parity is taken as flipped.
    /// </summary>
    /// <returns>Pages that are still wanted.</returns>
    private int[] PeelFlipped(Span<byte> payload, int[] wanted, IPageJudge judge, CancellationToken cancellation)
    {
        if (wanted.Length == 0)
        {
            return wanted;
        }

        Array.Clear(_buffers.Erased);
        int doubtful = EraseDoubtfulParity();
        if (!IsWithinReach(doubtful + wanted.Length * CodeGeometry.PageBytes))
        {
            return wanted;
        }

        _payloadWords.Gather(payload, Without(_payloadPages, wanted), _buffers.Image);
        MirrorAll(_graph.InformationColumns);
        _payloadWords.Fill(Only(_payloadPages, wanted), 1, _buffers.Erased);
        Peeling.Run(_graph, _kernels, _buffers.Image, _buffers.Erased, cancellation);
        return TakeAccepted(payload, wanted, judge);
    }

    /// <summary>Erases the parity bytes that lie in a check which the syndrome shows as unsatisfied.</summary>
    /// <returns>Their number.</returns>
    private int EraseDoubtfulParity()
    {
        int bytes = _graph.BlockBytes;
        int doubtful = 0;
        for (int row = 0; row < _graph.Rows; row++)
        {
            var checks = _buffers.Syndrome.AsSpan(2 * bytes * row + bytes, bytes);
            for (int j = checks.IndexOfAnyExcept((byte)0); j >= 0 && j < bytes; j++)
            {
                foreach (int edge in checks[j] == 0 ? [] : _graph.RowEdges(row))
                {
                    int column = (edge + j) / (2 * bytes);
                    int place = 2 * bytes * column + (edge + j) % bytes;
                    if (_graph.IsParity(column) && _buffers.Erased[place] == 0)
                    {
                        _buffers.Erased[place] = _buffers.Erased[place + bytes] = 1;
                        _buffers.Image[place] = _buffers.Image[place + bytes] = 0;
                        doubtful++;
                    }
                }
            }
        }

        return doubtful;
    }

    private bool IsWithinReach(int erasedBytes) => erasedBytes <= _parityPages.Length * CodeGeometry.ParityBytes;

    /// <summary>Fills the image from the pages, with zeros for some of them.</summary>
    private void Receive(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> parity, int[] emptyPayload, int[] emptyParity)
    {
        Array.Clear(_buffers.Image);
        _payloadWords.Gather(payload, Without(_payloadPages, emptyPayload), _buffers.Image);
        _parityWords.Gather(parity, Without(_parityPages, emptyParity), _buffers.Image);
        MirrorAll(_graph.InformationColumns);
        MirrorAll(_graph.ParityColumns);
    }

    private void MirrorAll(ReadOnlySpan<int> columns)
    {
        foreach (int column in columns)
        {
            _kernels.Mirror(_graph, _buffers.Image, column);
        }
    }

    /// <summary>Writes those wanted pages back that the judge accepts, and returns the others.</summary>
    private int[] TakeAccepted(Span<byte> payload, int[] wanted, IPageJudge judge)
    {
        var proposed = new byte[wanted.Length * CodeGeometry.PageBytes];
        var places = Only(_payloadPages, wanted);
        for (int local = 0; local < places.Length; local++)
        {
            places[local] = places[local] == PageDealing.Virtual ? PageDealing.Virtual : Array.BinarySearch(wanted, places[local]);
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

    /// <summary>The pages of a part of the chain that are not trusted, ascending.</summary>
    private static int[] Bad(ReadOnlySpan<int> pages, ReadOnlySpan<PageState> states)
    {
        var bad = new List<int>();
        foreach (int page in pages)
        {
            // Local pages ascend, since groups do.
            if (page != PageDealing.Virtual && states[page] != PageState.Trusted)
            {
                bad.Add(page);
            }
        }

        return [.. bad];
    }

    /// <summary>The local pages with all but some replaced by virtual ones.</summary>
    private static int[] Only(ReadOnlySpan<int> pages, int[] some)
    {
        var only = new int[pages.Length];
        for (int local = 0; local < pages.Length; local++)
        {
            only[local] = Array.BinarySearch(some, pages[local]) >= 0 ? pages[local] : PageDealing.Virtual;
        }

        return only;
    }

    /// <summary>The local pages with some replaced by virtual ones.</summary>
    private static int[] Without(ReadOnlySpan<int> pages, int[] some)
    {
        var others = new int[pages.Length];
        for (int local = 0; local < pages.Length; local++)
        {
            others[local] = Array.BinarySearch(some, pages[local]) >= 0 ? PageDealing.Virtual : pages[local];
        }

        return others;
    }
}
