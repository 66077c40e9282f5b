using ParDef.IndependentDecoder.Coding;
using ParDef.IndependentDecoder.Keys;

namespace ParDef.IndependentDecoder.Pages;

/// <summary>Takes the pages of a file under one header and one position from whatever state they are in to verified ones (sections 12 and 13).</summary>
public sealed class PageRepair
{
    private readonly Layout _layout;
    private readonly byte[] _fileKey;
    private readonly byte[]?[] _payload;
    private readonly byte[]?[] _parity;
    private readonly byte[]?[] _content;
    private readonly bool[] _parityGood;

    /// <summary>Reads the pages and judges them by their tags.</summary>
    /// <param name="file">The file as it is.</param>
    /// <param name="shift">How far the pages are shifted towards the end.</param>
    /// <param name="layout">Where they lie in the file as written.</param>
    /// <param name="fileKey">The file key.</param>
    public PageRepair(byte[] file, long shift, Layout layout, byte[] fileKey)
    {
        (_layout, _fileKey) = (layout, fileKey);
        byte[] payloadKey = KeyTree.Payload(fileKey), parityKey = KeyTree.Parity(fileKey);
        _payload = [.. Enumerable.Range(0, layout.Geometry.N).Select(page => Page(file, layout.PayloadPage(page) + shift))];
        _parity = [.. Enumerable.Range(0, layout.Geometry.M).Select(page => Page(file, layout.ParityPage(page) + shift))];
        _content = [.. _payload.Select((page, number) => page is null ? null : PageSeal.Open(payloadKey, number, page))];
        _parityGood =
        [
            .. _parity.Select((page, number) => page is not null
                && PageSeal.ParityTag(parityKey, number, page.AsSpan(0, Layout.PageContent)).AsSpan().SequenceEqual(page.AsSpan(Layout.PageContent))),
        ];
        AllVerified = _content.All(page => page is not null) && _parityGood.All(good => good);
    }

    /// <summary>True if every tag was right before anything was decoded.</summary>
    public bool AllVerified { get; }

    /// <summary>All payload pages decrypted, one after the other, or null if some cannot be had.</summary>
    public byte[]? Repair()
    {
        if (_content.Any(page => page is null))
        {
            DecodeChains();
        }

        return _content.Any(page => page is null) ? null : [.. _content.SelectMany(page => page!)];
    }

    /// <summary>The whole file as written; only after a repair that succeeded.</summary>
    public byte[] WholeFile(byte[] copy)
    {
        var file = new byte[_layout.FileBytes];
        _layout.WriteHeaders(copy, file);
        var parity = ParityMaker.Make(_layout.Geometry, _fileKey, _payload!);
        for (int page = 0; page < _payload.Length; page++)
        {
            _payload[page]!.CopyTo(file, (int)_layout.PayloadPage(page));
        }

        for (int page = 0; page < parity.Count; page++)
        {
            parity[page].CopyTo(file, (int)_layout.ParityPage(page));
        }

        return file;
    }

    private static byte[]? Page(byte[] file, long from) =>
        from >= 0 && from + Layout.PageBytes <= file.Length ? file.AsSpan((int)from, Layout.PageBytes).ToArray() : null;

    private void DecodeChains()
    {
        var geometry = _layout.Geometry;
        byte[] interleaver = KeyTree.Interleaver(_fileKey);
        var code = new CoupledCode(geometry);
        int[] payloadChains = Deal.Chains(interleaver, 0, geometry.P, geometry.C, geometry.N);
        int[] parityChains = Deal.Chains(interleaver, 1, geometry.Pp, geometry.C, geometry.M);
        for (int chain = 0; chain < geometry.C; chain++)
        {
            int[] payload = [.. Enumerable.Range(0, geometry.N).Where(page => payloadChains[page] == chain)];
            int[] parity = [.. Enumerable.Range(0, geometry.M).Where(page => parityChains[page] == chain)];
            DecodeChain(code, interleaver, chain, payload, parity);
        }
    }

    private void DecodeChain(CoupledCode code, byte[] interleaver, int chain, int[] payload, int[] parity)
    {
        if (payload.All(page => _content[page] is not null))
        {
            return;
        }

        var erased = Image(code, interleaver, chain, payload, parity);
        erased.EraseDoubtful();
        new Erasures(code, erased.Bits, erased.Unknown).Solve();
        if (Accept(erased, payload))
        {
            return;
        }

        var flipped = Image(code, interleaver, chain, payload, parity);
        Flips.Correct(code, flipped.Bits, flipped.Certain);
        if (Accept(flipped, payload))
        {
            return;
        }

        var again = Image(code, interleaver, chain, payload, parity);
        again.EraseDoubtful();
        new Erasures(code, again.Bits, again.Unknown).Solve();
        Accept(again, payload);
    }

    private ChainImage Image(CoupledCode code, byte[] interleaver, int chain, int[] payload, int[] parity)
    {
        int chains = code.Geometry.C;
        var image = new ChainImage(code, interleaver, chain);
        foreach (int page in payload)
        {
            image.Put(parity: false, page / chains, _payload[page] ?? new byte[Layout.PageBytes], _content[page] is not null);
        }

        foreach (int page in parity)
        {
            image.Put(parity: true, page / chains, _parity[page] ?? new byte[Layout.PageBytes], _parityGood[page]);
        }

        return image;
    }

    /// <summary>Keeps every payload page of the chain whose tag is right now; true if none is missing.</summary>
    private bool Accept(ChainImage image, int[] payload)
    {
        byte[] payloadKey = KeyTree.Payload(_fileKey);
        foreach (int page in payload.Where(page => _content[page] is null))
        {
            var proposed = new byte[Layout.PageBytes];
            if (image.TryTake(parity: false, page / image.Code.Geometry.C, proposed) && PageSeal.Open(payloadKey, page, proposed) is { } content)
            {
                (_payload[page], _content[page]) = (proposed, content);
            }
        }

        return payload.All(page => _content[page] is not null);
    }
}
