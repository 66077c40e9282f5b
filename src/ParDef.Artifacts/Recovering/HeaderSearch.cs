using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Keys;

namespace ParDef.Artifacts.Recovering;

/// <summary>Finds the header in a file that may be damaged (docs/format.md sections 4 and 5).</summary>
internal static class HeaderSearch
{
    private const int SmallCopies = 7;
    private const int LargeCopies = 21;
    private const int LargeBlockBytes = 4096;
    private const int MostHeadersTried = 8;

    private enum Verdict
    {
        Damaged,
        Unsupported,
        WrongKey,
        Forged,
    }

    /// <summary>
    /// All authentic headers, the highest generation first; at least one. More than one means that copies of another file or of an
    /// older wrap were written into this one.
    /// </summary>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.Forged"/>, <see cref="ErrorCode.WrongKey"/>, <see cref="ErrorCode.Unsupported"/> or <see cref="ErrorCode.Damaged"/>.
    /// </exception>
    public static IReadOnlyList<FoundHeader> Find(ReadOnlySpan<byte> file, MasterKey master)
    {
        var found = new List<FoundHeader>();
        var worst = Verdict.Damaged;
        Header? foreign = null;
        foreach (byte[] copy in Candidates(file))
        {
            if (!Header.CheckMatches(copy))
            {
                continue;
            }

            if (Header.TryRead(copy) is not { } header)
            {
                worst = Max(worst, Verdict.Unsupported);
            }
            else if (!header.KeyId.Span.SequenceEqual(master.KeyId.Span))
            {
                worst = Max(worst, Verdict.WrongKey);
                foreign = header;
            }
            else if (!header.IsWithinLimits || FileKey.TryOpen(master, header, copy) is not { } key)
            {
                worst = Max(worst, Verdict.Forged);
            }
            else
            {
                found.Add(new FoundHeader(header, copy, key));
            }
        }

        return found.Count > 0
            ? KeepFirst(found.OrderByDescending(header => header.Header.Generation))
            : throw Refusal(worst, master, foreign);
    }

    /// <summary>The fields of the first candidate that looks undamaged; nobody vouches for them.</summary>
    /// <exception cref="ParDefException"><see cref="ErrorCode.Unsupported"/> or <see cref="ErrorCode.Damaged"/>.</exception>
    public static Header FindUnverified(ReadOnlySpan<byte> file)
    {
        var worst = Verdict.Damaged;
        foreach (byte[] copy in Candidates(file))
        {
            if (!Header.CheckMatches(copy))
            {
                continue;
            }

            if (Header.TryRead(copy) is { IsWithinLimits: true } header)
            {
                return header;
            }

            worst = Verdict.Unsupported;
        }

        throw Refusal(worst, null, null);
    }

    /// <summary>The first headers; more would only be work for whoever spliced them in.</summary>
    private static List<FoundHeader> KeepFirst(IEnumerable<FoundHeader> headers)
    {
        var kept = new List<FoundHeader>();
        foreach (var header in headers)
        {
            if (kept.Count < MostHeadersTried)
            {
                kept.Add(header);
            }
            else
            {
                header.Key.Dispose();
            }
        }

        return kept;
    }

    private static Verdict Max(Verdict one, Verdict other) => one > other ? one : other;

    private static ParDefException Refusal(Verdict verdict, MasterKey? master, Header? foreign) => verdict switch
    {
        Verdict.Forged => new ParDefException(
            ErrorCode.Forged,
            "the header was not made by a holder of this key, although it names the key",
            "do not use this file; get it again from its source"),
        Verdict.WrongKey => new ParDefException(
            ErrorCode.WrongKey,
            $"the artifact was made under another key ({Convert.ToHexStringLower(foreign!.KeyId.Span)}, not {Convert.ToHexStringLower(master!.KeyId.Span)})",
            "give the key file whose key id is " + Convert.ToHexStringLower(foreign.KeyId.Span)),
        Verdict.Unsupported => new ParDefException(
            ErrorCode.Unsupported,
            "the header is of a newer format version (unverified)",
            "use a newer pardef"),
        _ => new ParDefException(
            ErrorCode.Damaged,
            "no header can be read: not a ParDef artifact, or damaged beyond repair",
            "fetch another copy of the file"),
    };

    /// <summary>All distinct candidates in the order of section 5.</summary>
    private static List<byte[]> Candidates(ReadOnlySpan<byte> file)
    {
        var distinct = new List<byte[]>();
        foreach (long[] copies in CandidateOffsets(file.Length))
        {
            if (copies.Min() < 0 || copies.Max() + Header.Bytes > file.Length)
            {
                continue;
            }

            byte[] candidate = Majority(file, copies);
            if (!distinct.Exists(known => known.AsSpan().SequenceEqual(candidate)))
            {
                distinct.Add(candidate);
            }
        }

        return distinct;
    }

    private static IEnumerable<long[]> CandidateOffsets(long length)
    {
        long[] smallStart = Block(0, SmallCopies);
        long[] largeStart = Block(0, LargeCopies);
        long[] smallEnd = Block(length - SmallCopies * Header.Bytes, SmallCopies);
        long[] largeEnd = Block(length - LargeBlockBytes, LargeCopies);
        foreach (long offset in largeStart.Concat(smallEnd).Concat(largeEnd))
        {
            yield return [offset];
        }

        yield return smallStart;
        yield return largeStart;
        yield return smallEnd;
        yield return largeEnd;
        yield return [.. smallStart, .. smallEnd];
        yield return [.. largeStart, .. largeEnd];
        foreach (var layout in FileLayout.ForFileLength(length))
        {
            long[][] blocks = [.. layout.HeaderOffsets.Select(offset => Block(offset, layout.HeaderCopies))];
            yield return blocks[1];
            yield return [.. blocks.SelectMany(copies => copies)];
        }
    }

    private static long[] Block(long start, int copies) =>
        [.. Enumerable.Range(0, copies).Select(i => start + i * Header.Bytes)];

    /// <summary>Bit by bit what more than half of the copies say.</summary>
    private static byte[] Majority(ReadOnlySpan<byte> file, long[] copies)
    {
        var voted = new byte[Header.Bytes];
        for (int position = 0; position < Header.Bytes; position++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                int ones = 0;
                foreach (long offset in copies)
                {
                    ones += file[(int)offset + position] >> bit & 1;
                }

                voted[position] |= (byte)(2 * ones > copies.Length ? 1 << bit : 0);
            }
        }

        return voted;
    }
}
