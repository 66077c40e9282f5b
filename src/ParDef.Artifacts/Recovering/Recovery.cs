using System.Numerics.Tensors;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Sealing;
using ParDef.ErrorCorrection;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.Artifacts.Recovering;

/// <summary>
/// A file taken from whatever state it is in to the payload that was protected: header, page tags, decoding where a tag fails
/// (docs/format.md sections 5, 12 and 13). Nothing is handed on that did not verify.
/// </summary>
internal sealed class Recovery : IDisposable
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly FoundHeader _found;
    private readonly long _shift;
    private readonly Func<FileKey, PageCipher> _cipherUnder;

    private Recovery(ReadOnlyMemory<byte> file, FoundHeader found, FileLayout layout, long shift, Func<FileKey, PageCipher> cipherUnder)
    {
        _cipherUnder = cipherUnder;
        _file = file;
        _found = found;
        _shift = shift;
        Layout = layout;
    }

    /// <summary>The authentic header.</summary>
    public Header Header => _found.Header;

    /// <summary>Where things lie.</summary>
    public FileLayout Layout { get; }

    /// <summary>What was wrong.</summary>
    public DamageReport Damage { get; private set; } = null!;

    /// <summary>True if every payload page verified in the end.</summary>
    public bool Succeeded => Damage.RejectedPages.Count == 0;

    /// <summary>The payload, exactly as long as the header says. Only after success.</summary>
    public ReadOnlyMemory<byte> Payload { get; private set; }

    /// <summary>The file as it was protected, to the last bit. Only after success, and only in <see cref="RecoveryScope.WholeFile"/>.</summary>
    public ReadOnlyMemory<byte> WholeFile { get; private set; }

    /// <summary>Recovers what can be recovered.</summary>
    /// <exception cref="ParDefException">No authentic header: forged, wrong key, unsupported or damaged.</exception>
    public static Recovery Run(ReadOnlyMemory<byte> file, MasterKey master, RecoveryScope scope, CancellationToken cancellation) =>
        Run(file, master, scope, key => new PageCipher(key), cancellation);

    /// <summary>The same with another judge of pages: the seam at which tests take the tags away. Nothing under <c>src/</c> calls it but the method above.</summary>
    internal static Recovery Run(
        ReadOnlyMemory<byte> file, MasterKey master, RecoveryScope scope, Func<FileKey, PageCipher> cipherUnder, CancellationToken cancellation)
    {
        var headers = HeaderSearch.Find(file.Span, master);
        Recovery? best = null;
        Recovery? result = null;
        try
        {
            foreach (var found in headers)
            {
                foreach (var attempt in Attempts(file, found, cipherUnder))
                {
                    attempt.Run(scope, cancellation);
                    best = best is null || attempt.Damage.PagesVerified > best.Damage.PagesVerified ? attempt : best;
                    if (attempt.Succeeded)
                    {
                        return result = attempt;
                    }
                }
            }

            return result = best!;
        }
        finally
        {
            foreach (var other in headers.Where(header => header != result?._found))
            {
                other.Key.Dispose();
            }
        }
    }

    /// <summary>Refuses what could not be repaired, and says how far from it the file is.</summary>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Damaged"/>.</exception>
    public void ThrowIfBeyondRepair()
    {
        if (!Succeeded)
        {
            throw new ParDefException(
                ErrorCode.Damaged,
                $"damaged beyond repair ({Damage.Describe()}): {Damage.RejectedPages.Count:N0} payload pages cannot be restored, "
                + $"the first is page {Damage.RejectedPages[0]:N0}",
                "fetch another copy of the file");
        }
    }

    /// <summary>The same content under another master key: a whole file with a new header.</summary>
    public byte[] Rewrap(MasterKey master)
    {
        var whole = WholeFile.ToArray();
        var (_, copy) = _found.Key.Seal(
            master,
            Header.Redundancy,
            Header.PayloadLength,
            Header.ManifestStoredLength,
            Header.ManifestLength,
            checked(Header.Generation + 1));
        HeaderBlocks.Write(Layout, copy, whole);
        return whole;
    }

    /// <inheritdoc/>
    public void Dispose() => _found.Key.Dispose();

    /// <summary>Where the pages can lie under a header: at the start, and if the length is not the one written, at the end.</summary>
    private static IEnumerable<Recovery> Attempts(ReadOnlyMemory<byte> file, FoundHeader found, Func<FileKey, PageCipher> cipherUnder)
    {
        var layout = FileLayout.ForPayload(found.Header.PayloadLength, found.Header.Redundancy);
        long excess = file.Length - (long)layout.FileBytes;
        return (excess == 0 ? [0L] : new[] { 0L, excess })
            .OrderByDescending(shift => HeaderBlocks.CountRightBits(layout, found.Copy, file.Span, shift))
            .Select(shift => new Recovery(file, found, layout, shift, cipherUnder));
    }

    private void Run(RecoveryScope scope, CancellationToken cancellation)
    {
        var payloadPages = Layout.Geometry.PayloadPages;
        using var cipher = _cipherUnder(_found.Key);
        if (IsHopeless())
        {
            Damage = JudgeOnly(cipher, cancellation);
            return;
        }

        var content = GC.AllocateUninitializedArray<byte>(payloadPages * FileLayout.PageContentBytes);
        var payload = JudgeAll(
            payloadPages,
            Layout.PayloadOffset,
            (page, bytes) => cipher.TryOpen(page, bytes, content.AsSpan(page * FileLayout.PageContentBytes, FileLayout.PageContentBytes)),
            cancellation);
        bool payloadBad = payload.AsSpan().ContainsAnyExcept(PageState.Trusted);
        var parity = scope == RecoveryScope.WholeFile || payloadBad
            ? JudgeAll(Layout.Geometry.ParityPages, Layout.ParityOffset, cipher.AcceptsParity, cancellation)
            : [];
        Damage = Report(payload, parity);
        if (payloadBad || (scope == RecoveryScope.WholeFile && !Damage.IsClean))
        {
            Decode(cipher, content, payload, parity, cancellation);
        }
        else
        {
            WholeFile = _file;
        }

        Payload = content.AsMemory(0, (int)Layout.PayloadLength);
        if (Succeeded && content.AsSpan((int)Layout.PayloadLength).ContainsAnyExcept((byte)0))
        {
            throw new ParDefException(ErrorCode.Forged, "the padding behind the payload is not zero");
        }
    }

    /// <summary>True if more pages are missing than all parity could stand for.</summary>
    private bool IsHopeless()
    {
        long first = Layout.PayloadOffset + _shift;
        long present = Math.Min(_file.Length, first + Layout.PayloadPagesBytes) - Math.Max(0, first);
        return Layout.PayloadPagesBytes - Math.Max(0, present) > (long)Layout.Geometry.ParityPages * CodeGeometry.ParityBytes;
    }

    /// <summary>What is bad, without the memory that decoding takes: for a file most of which is not there.</summary>
    private DamageReport JudgeOnly(PageCipher cipher, CancellationToken cancellation)
    {
        var payload = JudgeAll(
            Layout.Geometry.PayloadPages,
            Layout.PayloadOffset,
            (page, bytes) =>
            {
                Span<byte> content = stackalloc byte[FileLayout.PageContentBytes];
                return cipher.TryOpen(page, bytes, content);
            },
            cancellation);
        var damage = Report(payload, JudgeAll(Layout.Geometry.ParityPages, Layout.ParityOffset, cipher.AcceptsParity, cancellation));
        return damage with { RejectedPages = damage.BadPayloadPages };
    }

    private DamageReport Report(PageState[] payload, PageState[] parity) => new()
    {
        PayloadPages = Layout.Geometry.PayloadPages,
        BadPayloadPages = [.. Enumerable.Range(0, payload.Length).Where(page => payload[page] != PageState.Trusted)],
        ParityPages = Layout.Geometry.ParityPages,
        ParityPagesBad = parity.Count(state => state != PageState.Trusted),
        HeaderCopies = 3 * Layout.HeaderCopies,
        HeaderCopiesBad = HeaderBlocks.CountBad(Layout, _found.Copy, _file.Span, _shift),
        ExcessBytes = _file.Length - (long)Layout.FileBytes,
        AnchoredAtEnd = _shift != 0,
    };

    private PageState[] JudgeAll(int pages, int offset, PageTest accepts, CancellationToken cancellation)
    {
        var states = new PageState[pages];
        Parallel.For(0, pages, new ParallelOptions { CancellationToken = cancellation }, page =>
        {
            long at = offset + (long)page * CodeGeometry.PageBytes + _shift;
            bool whole = at >= 0 && at + CodeGeometry.PageBytes <= _file.Length;
            states[page] = whole && accepts(page, _file.Span.Slice((int)at, CodeGeometry.PageBytes)) ? PageState.Trusted : PageState.Untrusted;
        });
        return states;
    }

    private void Decode(PageCipher cipher, byte[] content, PageState[] payload, PageState[] parity, CancellationToken cancellation)
    {
        var whole = new byte[Layout.FileBytes];
        var (from, to) = Overlap();
        _file.Span[(int)(from + _shift)..(int)(to + _shift)].CopyTo(whole.AsSpan((int)from));
        var payloadPages = whole.AsMemory(Layout.PayloadOffset, Layout.PayloadPagesBytes);
        var parityPages = whole.AsMemory(Layout.ParityOffset, Layout.ParityPagesBytes);
        var code = new PageCode(Layout.Geometry, InterleaverStream.Under(_found.Key.Interleaver), KernelSet.Default);
        var outcome = code.Repair(payloadPages, parityPages, payload, parity, cipher, cancellation);
        Damage = Damage with { RejectedPages = outcome.RejectedPages };
        if (!outcome.Succeeded)
        {
            return;
        }

        Parallel.For(0, payload.Length, page =>
        {
            if (payload[page] != PageState.Trusted && !cipher.TryOpen(
                page,
                payloadPages.Span.Slice(page * CodeGeometry.PageBytes, CodeGeometry.PageBytes),
                content.AsSpan(page * FileLayout.PageContentBytes, FileLayout.PageContentBytes)))
            {
                throw new InvalidOperationException("a page that was accepted does not open");
            }
        });
        cipher.SealParity(parityPages);
        HeaderBlocks.Write(Layout, _found.Copy, whole);
        WholeFile = whole;
        Damage = Damage with
        {
            BitsWrong = TensorPrimitives.HammingBitDistance<byte>(
                whole.AsSpan((int)from, (int)(to - from)), _file.Span[(int)(from + _shift)..(int)(to + _shift)]),
        };
    }

    /// <summary>The range of the whole file that the file on disk has.</summary>
    private (long From, long To) Overlap()
    {
        long from = Math.Clamp(-_shift, 0, Layout.FileBytes);
        return (from, Math.Clamp(_file.Length - _shift, from, Layout.FileBytes));
    }

    private delegate bool PageTest(int page, ReadOnlySpan<byte> bytes);
}
