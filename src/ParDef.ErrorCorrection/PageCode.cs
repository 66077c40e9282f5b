using System.Collections.Concurrent;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Interleaving;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection;

/// <summary>
/// The error-correcting code over the pages of a file: payload pages of 4,096 bytes, and parity pages of which the first 4,080 bytes are parity. Knows no keys and no
/// tags; a keyed stream spreads the pages, a judge says what is right (docs/format.md sections 6 to 8 and 13).
/// </summary>
public sealed class PageCode
{
    private readonly KernelSet _kernels;
    private readonly KeyedStreams _streams;
    private readonly PageDealing _payloadDealing;
    private readonly PageDealing _parityDealing;

    /// <summary>Prepares the code of one file.</summary>
    /// <param name="geometry">Numbers of the code.</param>
    /// <param name="streams">Keyed streams of the file.</param>
    /// <param name="kernels">Kernels; results do not depend on them.</param>
    public PageCode(CodeGeometry geometry, KeyedStreams streams, KernelSet kernels)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        ArgumentNullException.ThrowIfNull(streams);
        ArgumentNullException.ThrowIfNull(kernels);
        Geometry = geometry;
        _streams = streams;
        _kernels = kernels;
        _payloadDealing = new PageDealing(geometry.PayloadPages, geometry.Chains, geometry.PagesPerChain, streams(0));
        _parityDealing = new PageDealing(geometry.ParityPages, geometry.Chains, geometry.ParityPagesPerChain, streams(1));
    }

    /// <summary>Numbers of the code.</summary>
    public CodeGeometry Geometry { get; }

    /// <summary>Computes all parity.</summary>
    /// <param name="payloadPages">N pages of 4,096 bytes.</param>
    /// <param name="parityPages">M pages of 4,096 bytes; the first 4,080 bytes of each are written.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public void Encode(ReadOnlyMemory<byte> payloadPages, Memory<byte> parityPages, CancellationToken cancellation = default)
    {
        CheckLengths(payloadPages.Length, parityPages.Length);
        var chains = Enumerable.Range(0, Geometry.Chains);
        ForEach(
            chains,
            (graph, chain, buffers) =>
                ChainEncoder.Encode(graph, PagesOf(graph, chain), _kernels.Kernels, buffers.Window, payloadPages.Span, parityPages.Span),
            cancellation);
    }

    /// <summary>
    /// Repairs in place. Only chains with a bad page are touched, and in them only pages that the judge accepts are written; when all pages of a chain are
    /// accepted, its parity is encoded anew from them.
    /// </summary>
    /// <param name="payloadPages">N pages; missing bytes are zero.</param>
    /// <param name="parityPages">M pages, likewise.</param>
    /// <param name="payload">State of every payload page.</param>
    /// <param name="parity">State of every parity page.</param>
    /// <param name="judge">Decides about payload pages.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public RepairOutcome Repair(
        Memory<byte> payloadPages,
        Memory<byte> parityPages,
        ReadOnlySpan<PageState> payload,
        ReadOnlySpan<PageState> parity,
        IPageJudge judge,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(judge);
        CheckLengths(payloadPages.Length, parityPages.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(payload.Length, Geometry.PayloadPages);
        ArgumentOutOfRangeException.ThrowIfNotEqual(parity.Length, Geometry.ParityPages);
        var payloadStates = payload.ToArray();
        var parityStates = parity.ToArray();
        var bad = Enumerable.Range(0, Geometry.Chains)
            .Where(chain => IsBad(_payloadDealing.PagesOf(chain), payloadStates) || IsBad(_parityDealing.PagesOf(chain), parityStates));
        var repairs = new ConcurrentBag<ChainRepair>();
        ForEach(
            bad,
            (graph, chain, buffers) =>
            {
                var pages = PagesOf(graph, chain);
                var states = pages.StatesOf(payloadStates, parityStates);
                repairs.Add(new ChainRepairer(graph, pages, states, _kernels, buffers, payloadPages, parityPages, judge, cancellation).Repair(chain));
            },
            cancellation);
        return new RepairOutcome([.. repairs.OrderBy(repair => repair.Chain)]);
    }

    /// <summary>The graph, made when it is first asked for: pages that verify need none.</summary>
    private Chain Graph => field ??= Chain.Of(Geometry);

    private static bool IsBad(ReadOnlySpan<int> pages, PageState[] states)
    {
        foreach (int page in pages)
        {
            if (page != PageDealing.Virtual && states[page] != PageState.Trusted)
            {
                return true;
            }
        }

        return false;
    }

    private ChainPages PagesOf(Chain graph, int chain) =>
        new(graph, chain, _payloadDealing.PagesOf(chain), _parityDealing.PagesOf(chain), _streams);

    /// <summary>Works on chains in parallel. The scheduler may replace a worker; its buffers go on to the next one.</summary>
    private void ForEach(IEnumerable<int> chains, Action<Chain, int, ChainBuffers> work, CancellationToken cancellation)
    {
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        var graph = Graph;
        var idle = new ConcurrentBag<ChainBuffers>();
        Parallel.ForEach(
            Partitioner.Create(chains, EnumerablePartitionerOptions.NoBuffering),
            options,
            () => idle.TryTake(out var buffers) ? buffers : new ChainBuffers(graph),
            (chain, _, buffers) =>
            {
                work(graph, chain, buffers);
                return buffers;
            },
            idle.Add);
    }

    private void CheckLengths(int payload, int parity)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(payload, Geometry.PayloadPages * CodeGeometry.PageBytes);
        ArgumentOutOfRangeException.ThrowIfNotEqual(parity, Geometry.ParityPages * CodeGeometry.PageBytes);
    }
}
