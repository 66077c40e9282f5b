using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Interleaving;

namespace ParDef.ErrorCorrection;

/// <summary>The pages of one chain, payload before parity, by local number, and where their words lie in an image of the chain.</summary>
internal sealed class ChainPages
{
    /// <summary>No local page: the label of words that are known zero.</summary>
    public const ushort None = ushort.MaxValue;

    private readonly int[] _payload;
    private readonly int[] _parity;
    private readonly WordPlacement _payloadWords;
    private readonly WordPlacement _parityWords;

    /// <param name="graph">The graph of all chains.</param>
    /// <param name="chain">Number of this chain.</param>
    /// <param name="payload">Its payload pages.</param>
    /// <param name="parity">Its parity pages.</param>
    /// <param name="streams">Keyed streams of the file.</param>
    public ChainPages(Chain graph, int chain, ReadOnlySpan<int> payload, ReadOnlySpan<int> parity, KeyedStreams streams)
    {
        const int wordBytes = sizeof(ulong);
        _payload = payload.ToArray();
        _parity = parity.ToArray();
        ulong stream = 2 + 2 * (ulong)chain;
        _payloadWords = new WordPlacement(
            _payload.Length, CodeGeometry.PageBytes / wordBytes, graph.InformationColumns, graph.BlockBytes, streams(stream));
        _parityWords = new WordPlacement(
            _parity.Length, CodeGeometry.ParityBytes / wordBytes, graph.ParityColumns, graph.BlockBytes, streams(stream + 1));
    }

    /// <summary>Payload pages, virtual ones among them.</summary>
    public int PayloadCount => _payload.Length;

    /// <summary>All local pages.</summary>
    public int Count => _payload.Length + _parity.Length;

    /// <summary>Bytes of a local page that are words of the code.</summary>
    public int CodedBytes(int local) => local < PayloadCount ? CodeGeometry.PageBytes : CodeGeometry.ParityBytes;

    /// <summary>Number of a local payload page in the file, or <see cref="PageDealing.Virtual"/>.</summary>
    public int PayloadNumber(int local) => _payload[local];

    /// <summary>The states of the local pages; a virtual page is trusted.</summary>
    public PageState[] StatesOf(ReadOnlySpan<PageState> payload, ReadOnlySpan<PageState> parity)
    {
        var states = new PageState[Count];
        for (int local = 0; local < Count; local++)
        {
            bool isPayload = local < PayloadCount;
            int number = isPayload ? _payload[local] : _parity[local - PayloadCount];
            states[local] = number == PageDealing.Virtual ? PageState.Trusted : (isPayload ? payload : parity)[number];
        }

        return states;
    }

    /// <summary>Reads all payload pages in the order of the chain.</summary>
    public StripeReader ReadPayload(ReadOnlySpan<byte> payload) => new(_payloadWords, _payload, payload);

    /// <summary>Writes all parity pages in the order of the chain.</summary>
    public StripeWriter WriteParity(Span<byte> parity) => new(_parityWords, _parity, parity);

    /// <summary>Copies payload pages into the first half of their blocks, with zeros for those left out.</summary>
    public void GatherPayload(ReadOnlySpan<byte> payload, Predicate<int> takes, Span<byte> image) =>
        _payloadWords.Gather(payload, Numbers(_payload, takes), image);

    /// <summary>Copies parity pages likewise.</summary>
    public void GatherParity(ReadOnlySpan<byte> parity, Predicate<int> takes, Span<byte> image) =>
        _parityWords.Gather(parity, Numbers(_parity, local => takes(PayloadCount + local)), image);

    /// <summary>Copies some payload pages out of an image, one behind the other.</summary>
    /// <param name="image">The image.</param>
    /// <param name="locals">Which pages.</param>
    /// <param name="pages">Room for as many pages.</param>
    public void ScatterPayload(ReadOnlySpan<byte> image, IReadOnlyList<int> locals, Span<byte> pages)
    {
        var places = new int[PayloadCount];
        Array.Fill(places, PageDealing.Virtual);
        for (int i = 0; i < locals.Count; i++)
        {
            places[locals[i]] = i;
        }

        _payloadWords.Scatter(image, places, pages);
    }

    /// <summary>Writes one byte for every local page over its words in both halves of an image; pages with the byte 0 are left alone.</summary>
    public void Mark(Func<int, byte> valueOfPage, Span<byte> image)
    {
        var values = new byte[Count];
        for (int local = 0; local < Count; local++)
        {
            values[local] = valueOfPage(local);
        }

        _payloadWords.Mark(values.AsSpan(0, PayloadCount), image);
        _parityWords.Mark(values.AsSpan(PayloadCount), image);
    }

    /// <summary>The local page of every word of an image, in the first half of its blocks; <see cref="None"/> elsewhere.</summary>
    /// <param name="pageOfWord">As many entries as an image has words of 8 bytes.</param>
    public void Label(Span<ushort> pageOfWord)
    {
        pageOfWord.Fill(None);
        _payloadWords.Label(0, pageOfWord);
        _parityWords.Label((ushort)PayloadCount, pageOfWord);
    }

    /// <summary>The word of an image for each of the 512 words of a payload page.</summary>
    public int[] WordsOf(int local) =>
        [.. Enumerable.Range(0, CodeGeometry.PageBytes / sizeof(ulong)).Select(word => _payloadWords.ImageWordOf(local, word))];

    private static int[] Numbers(int[] pages, Predicate<int> takes)
    {
        var numbers = new int[pages.Length];
        for (int local = 0; local < pages.Length; local++)
        {
            numbers[local] = takes(local) ? pages[local] : PageDealing.Virtual;
        }

        return numbers;
    }
}
