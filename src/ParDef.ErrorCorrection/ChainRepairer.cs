using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Decoding;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection;

/// <summary>
/// Repairs one chain: the decoders from the cheapest to the strongest (docs/format.md section 13). Each proposes, the judge decides page by page, and what was
/// accepted is known to the next.
/// </summary>
internal sealed class ChainRepairer
{
    private const int FlippingRounds = 60;
    private const int CleaningRounds = 20;
    private const int MostCompletedPages = 8;

    private readonly Chain _graph;
    private readonly ChainPages _pages;
    private readonly KernelSet _kernels;
    private readonly ChainBuffers _buffers;
    private readonly Memory<byte> _payload;
    private readonly Memory<byte> _parity;
    private readonly IPageJudge _judge;
    private readonly CancellationToken _cancellation;
    private readonly PageState[] _states;

    /// <param name="graph">The graph.</param>
    /// <param name="pages">Pages of the chain.</param>
    /// <param name="states">Their states; changed.</param>
    /// <param name="kernels">Kernels.</param>
    /// <param name="buffers">Memory of this worker.</param>
    /// <param name="payload">All payload pages; accepted ones are written.</param>
    /// <param name="parity">All parity pages.</param>
    /// <param name="judge">Decides about payload pages.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public ChainRepairer(
        Chain graph,
        ChainPages pages,
        PageState[] states,
        KernelSet kernels,
        ChainBuffers buffers,
        Memory<byte> payload,
        Memory<byte> parity,
        IPageJudge judge,
        CancellationToken cancellation)
    {
        _graph = graph;
        _pages = pages;
        _states = states;
        _kernels = kernels;
        _buffers = buffers;
        _payload = payload;
        _parity = parity;
        _judge = judge;
        _cancellation = cancellation;
    }

    private Span<byte> Image => _buffers.Image;

    /// <summary>Repairs the chain as far as the judge agrees.</summary>
    /// <param name="number">Number of the chain.</param>
    public ChainRepair Repair(int number)
    {
        var method = Decode();
        int[] rejected = [.. Wanted().Select(_pages.PayloadNumber)];
        if (rejected.Length > 0)
        {
            return new ChainRepair(number, RepairMethod.Failed, rejected, Miscorrected: AllChecksHold());
        }

        ChainEncoder.Encode(_graph, _pages, _kernels.Kernels, _buffers.Window, _payload.Span, _parity.Span);
        return new ChainRepair(number, method, []);
    }

    /// <summary>Local payload pages that are not trusted yet.</summary>
    private List<int> Wanted() => [.. Enumerable.Range(0, _pages.PayloadCount).Where(local => _states[local] != PageState.Trusted)];

    private RepairMethod Decode()
    {
        if (Wanted().Count == 0)
        {
            return RepairMethod.Reencoded;
        }

        if (Peel())
        {
            return RepairMethod.Peeled;
        }

        var reliability = new PageReliability(_graph, _pages, _states, _kernels.Kernels, _buffers);
        Receive(_ => true);
        if (reliability.LooksFlippable() && FlipBits(FlippingRounds))
        {
            return RepairMethod.BitFlipped;
        }

        // What was accepted is certain the next time.
        for (int before = int.MaxValue; Wanted().Count is var now && now < before && now > 0; before = now)
        {
            Receive(_ => true);
            if (reliability.TryEstimate())
            {
                DecodeSoftly(reliability);
            }
        }

        return RepairMethod.Soft;
    }

    private void DecodeSoftly(PageReliability reliability)
    {
        _buffers.Marks.Fill((byte)sbyte.MaxValue);
        _pages.Mark(reliability.Magnitude, _buffers.Marks);
        SoftDecoder.Run(_graph, _kernels, Image, _buffers.Marks, _buffers.Soft, _cancellation);
        if (!FlipBits(CleaningRounds) && Wanted().Count <= MostCompletedPages)
        {
            CompletePages();
        }
    }

    /// <summary>Tries combinations of the bits that the soft decoder was least sure of, page by page.</summary>
    private void CompletePages()
    {
        foreach (int local in Wanted())
        {
            int number = _pages.PayloadNumber(local);
            byte[] page = new byte[CodeGeometry.PageBytes];
            _pages.ScatterPayload(Image, [local], page);
            if (UncertainBits.TryComplete(_graph, _pages.WordsOf(local), _buffers.Soft.Posteriors, page, proposed => _judge.Accepts(number, proposed)))
            {
                page.CopyTo(_payload.Span[(number * CodeGeometry.PageBytes)..]);
                _states[local] = PageState.Trusted;
            }
        }
    }

    /// <summary>Erases all that is not trusted, if the chain has parity for as much, and solves for it.</summary>
    /// <returns>True if nothing is wanted any more.</returns>
    private bool Peel()
    {
        if (!IsWithinReach(Enumerable.Range(0, _pages.Count).Where(local => _states[local] != PageState.Trusted).Sum(_pages.CodedBytes)))
        {
            return false;
        }

        Receive(local => _states[local] == PageState.Trusted);
        _buffers.Marks.Clear();
        _pages.Mark(local => _states[local] == PageState.Trusted ? (byte)0 : (byte)1, _buffers.Marks);
        SolveErased();
        return TakeAccepted();
    }

    private void SolveErased()
    {
        Peeling.Run(_graph, _kernels.Kernels, Image, _buffers.Marks, _cancellation);
        if (_buffers.Marks.Contains((byte)1))
        {
            Elimination.Run(_graph, Image, _buffers.Marks, _cancellation);
        }
    }

    /// <summary>Flips bits of the image, then clears up.</summary>
    /// <returns>True if nothing is wanted any more.</returns>
    private bool FlipBits(int rounds)
    {
        int bytes = _graph.BlockBytes;
        for (int column = 0; column < _graph.Columns; column++)
        {
            Image.Slice(2 * bytes * column, bytes).CopyTo(_buffers.Received[(bytes * column)..]);
        }

        BitFlipping.Run(_graph, _kernels.Kernels, Image, _buffers.Received, _buffers.Syndrome, rounds, _cancellation);
        int before = Wanted().Count;
        return TakeAccepted() || PeelFlipped() || (Wanted().Count < before && Peel());
    }

    /// <summary>
    /// Clears up after bit flipping, which now and then stops at a few bits that no vote moves: trusted pages are known, the others are erased and with them every
    /// parity byte in an unsatisfied check, and the rest of the parity is taken as flipped.
    /// </summary>
    /// <returns>True if nothing is wanted any more.</returns>
    private bool PeelFlipped()
    {
        _buffers.Marks.Clear();
        int doubtful = EraseDoubtfulParity();
        if (!IsWithinReach(doubtful + Wanted().Sum(_pages.CodedBytes)))
        {
            return false;
        }

        _pages.GatherPayload(_payload.Span, local => _states[local] == PageState.Trusted, Image);
        MirrorAll(_graph.InformationColumns);
        _pages.Mark(local => local < _pages.PayloadCount && _states[local] != PageState.Trusted ? (byte)1 : (byte)0, _buffers.Marks);
        SolveErased();
        return TakeAccepted();
    }

    /// <summary>Erases the parity bytes that lie in a check which the syndrome shows as unsatisfied.</summary>
    /// <returns>Their number.</returns>
    private int EraseDoubtfulParity()
    {
        int bytes = _graph.BlockBytes;
        int doubtful = 0;
        for (int row = 0; row < _graph.Rows; row++)
        {
            var checks = _buffers.Syndrome.Slice(2 * bytes * row + bytes, bytes);
            for (int j = checks.IndexOfAnyExcept((byte)0); j >= 0 && j < bytes; j++)
            {
                foreach (int edge in checks[j] == 0 ? [] : _graph.RowEdges(row))
                {
                    int column = (edge + j) / (2 * bytes);
                    int place = 2 * bytes * column + (edge + j) % bytes;
                    if (_graph.IsParity(column) && _buffers.Marks[place] == 0)
                    {
                        _buffers.Marks[place] = _buffers.Marks[place + bytes] = 1;
                        Image[place] = Image[place + bytes] = 0;
                        doubtful++;
                    }
                }
            }
        }

        return doubtful;
    }

    private bool IsWithinReach(int erasedBytes) => erasedBytes <= (_pages.Count - _pages.PayloadCount) * CodeGeometry.ParityBytes;

    private bool AllChecksHold()
    {
        bool hold = true;
        for (int row = 0; row < _graph.Rows && hold; row++)
        {
            hold = _kernels.Kernels.Syndrome(_graph, Image, _buffers.Syndrome, row) == 0;
        }

        return hold;
    }

    /// <summary>Fills the image from the pages, with zeros for those left out.</summary>
    private void Receive(Predicate<int> takes)
    {
        Image.Clear();
        _pages.GatherPayload(_payload.Span, takes, Image);
        _pages.GatherParity(_parity.Span, takes, Image);
        MirrorAll(_graph.InformationColumns);
        MirrorAll(_graph.ParityColumns);
    }

    private void MirrorAll(ReadOnlySpan<int> columns)
    {
        foreach (int column in columns)
        {
            _kernels.Kernels.Mirror(_graph, Image, column);
        }
    }

    /// <summary>Writes those wanted pages back that the judge accepts, and trusts them from now on.</summary>
    /// <returns>True if nothing is wanted any more.</returns>
    private bool TakeAccepted()
    {
        var wanted = Wanted();
        var proposed = _buffers.Pages;
        _pages.ScatterPayload(Image, wanted, proposed);
        int accepted = 0;
        for (int i = 0; i < wanted.Count; i++)
        {
            int number = _pages.PayloadNumber(wanted[i]);
            var page = proposed.Slice(i * CodeGeometry.PageBytes, CodeGeometry.PageBytes);
            if (_judge.Accepts(number, page))
            {
                page.CopyTo(_payload.Span[(number * CodeGeometry.PageBytes)..]);
                _states[wanted[i]] = PageState.Trusted;
                accepted++;
            }
        }

        return accepted == wanted.Count;
    }
}
