using System.Security.Cryptography;
using ParDef.Artifacts.Storage;
using ParDef.Peers.Native;

namespace ParDef.Peers;

/// <summary>
/// ISA-L in this process, on one core: Reed-Solomon 27+5 over stripes of 4 KiB pages that lie far apart. The library does not know which pages are bad, so every page has
/// the first 16 bytes of its SHA-256 stored with the parity.
/// </summary>
internal sealed class IsaLPeer : IPeer
{
    private const int PageBytes = 4096;
    private const int TagBytes = 16;
    private const int PagesAStripe = StripeCode.Data + StripeCode.Parity;

    private readonly Lazy<StripeCode> _code = new();

    /// <inheritdoc/>
    public string Name => "ISA-L 27+5";

    /// <inheritdoc/>
    public string? Absence => IsaL.IsPresent ? null : "the library ISA-L is not installed";

    /// <inheritdoc/>
    public IReadOnlyList<string> Create(string file, TimeSpan limit)
    {
        byte[] data = InputFile.Read(file);
        var stripes = new Striped(data, new byte[StripesOf(data.Length) * (StripeCode.Parity * PageBytes + PagesAStripe * TagBytes)]);
        for (int stripe = 0; stripe < stripes.Count; stripe++)
        {
            var pages = stripes.Pages(stripe);
            _code.Value.Encode(pages);
            stripes.WriteTags(stripe, pages);
        }

        string parity = Path.ChangeExtension(file, "parity");
        AtomicFile.Write(parity, stripes.Parity, overwrite: true);
        return [file, parity];
    }

    /// <inheritdoc/>
    public bool Verify(IReadOnlyList<string> stored, TimeSpan limit)
    {
        var stripes = new Striped(InputFile.Read(stored[0]), InputFile.Read(stored[1]));
        return Enumerable.Range(0, stripes.Count).All(stripe => stripes.Bad(stripe, stripes.Pages(stripe)) == 0);
    }

    /// <inheritdoc/>
    public void Repair(IReadOnlyList<string> stored, TimeSpan limit)
    {
        var stripes = new Striped(InputFile.Read(stored[0]), InputFile.Read(stored[1]));
        for (int stripe = 0; stripe < stripes.Count; stripe++)
        {
            var pages = stripes.Pages(stripe);
            uint bad = stripes.Bad(stripe, pages);
            if (bad != 0 && _code.Value.Repair(pages, bad))
            {
                stripes.WriteTags(stripe, pages);
            }
        }

        AtomicFile.Write(stored[0], stripes.Data, overwrite: true);
        AtomicFile.Write(stored[1], stripes.Parity, overwrite: true);
    }

    private static int StripesOf(int bytes) => (bytes + StripeCode.Data * PageBytes - 1) / (StripeCode.Data * PageBytes);

    /// <summary>The pages of a file, zeros behind its end, and of its parity: page i of stripe s is the s-th of the i-th part.</summary>
    private sealed class Striped
    {
        private readonly int _length;
        private readonly byte[] _data;

        public Striped(byte[] data, byte[] parity)
        {
            _length = data.Length;
            Count = StripesOf(data.Length);
            _data = data;
            Array.Resize(ref _data, Count * StripeCode.Data * PageBytes);
            Parity = parity;
        }

        public int Count { get; }

        public byte[] Parity { get; }

        public ReadOnlySpan<byte> Data => _data.AsSpan(0, _length);

        public Memory<byte>[] Pages(int stripe) =>
        [
            .. Enumerable.Range(0, StripeCode.Data).Select(page => _data.AsMemory((page * Count + stripe) * PageBytes, PageBytes)),
            .. Enumerable.Range(0, StripeCode.Parity).Select(page => Parity.AsMemory((page * Count + stripe) * PageBytes, PageBytes)),
        ];

        public void WriteTags(int stripe, Memory<byte>[] pages)
        {
            for (int page = 0; page < pages.Length; page++)
            {
                TagOf(pages[page].Span).CopyTo(Tag(stripe, page));
            }
        }

        public uint Bad(int stripe, Memory<byte>[] pages)
        {
            uint bad = 0;
            for (int page = 0; page < pages.Length; page++)
            {
                bad |= TagOf(pages[page].Span).SequenceEqual(Tag(stripe, page)) ? 0 : 1u << page;
            }

            return bad;
        }

        private Span<byte> Tag(int stripe, int page) =>
            Parity.AsSpan(Count * StripeCode.Parity * PageBytes + (page * Count + stripe) * TagBytes, TagBytes);

        private static ReadOnlySpan<byte> TagOf(ReadOnlySpan<byte> page) => SHA256.HashData(page).AsSpan(0, TagBytes);
    }
}
