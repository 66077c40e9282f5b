namespace ParDef.Artifacts.Recovering;

/// <summary>What was found wrong in a file, and what it took to put right.</summary>
public sealed record DamageReport
{
    /// <summary>Payload pages of the artifact.</summary>
    public required int PayloadPages { get; init; }

    /// <summary>Numbers of the payload pages whose tag did not verify or that were missing, ascending.</summary>
    public required IReadOnlyList<int> BadPayloadPages { get; init; }

    /// <summary>Parity pages of the artifact.</summary>
    public required int ParityPages { get; init; }

    /// <summary>Parity pages whose tag did not verify or that were missing; 0 where they were not looked at.</summary>
    public required int ParityPagesBad { get; init; }

    /// <summary>Copies of the header.</summary>
    public required int HeaderCopies { get; init; }

    /// <summary>Header copies (or paddings behind them) that are not as written.</summary>
    public required int HeaderCopiesBad { get; init; }

    /// <summary>Bytes by which the file is longer than it was written; negative if bytes are missing.</summary>
    public required long ExcessBytes { get; init; }

    /// <summary>True if the pages were found by the end of the file, because its front is cut off or prefixed.</summary>
    public required bool AnchoredAtEnd { get; init; }

    /// <summary>Bits that differ between the file and what was protected, within the bytes that both have; 0 unless repaired.</summary>
    public long BitsWrong { get; init; }

    /// <summary>Payload pages that no decoder could restore, ascending; empty unless beyond repair.</summary>
    public IReadOnlyList<int> RejectedPages { get; init; } = [];

    /// <summary>True if every byte that was looked at is as written.</summary>
    public bool IsClean => BadPayloadPages.Count == 0 && ParityPagesBad == 0 && HeaderCopiesBad == 0 && ExcessBytes == 0;

    /// <summary>The finding in a few words with units.</summary>
    public string Describe()
    {
        List<string> findings = [];
        if (PagesBad > 0)
        {
            findings.Add($"{PagesBad:N0} of {Pages:N0} pages");
        }

        if (HeaderCopiesBad > 0)
        {
            findings.Add($"{HeaderCopiesBad} of {HeaderCopies} header copies");
        }

        if (BitsWrong > 0)
        {
            findings.Add($"{BitsWrong:N0} bits");
        }

        if (ExcessBytes != 0)
        {
            string where = AnchoredAtEnd ? "at the front" : "at the end";
            findings.Add(ExcessBytes > 0 ? $"{ExcessBytes:N0} bytes too many {where}" : $"{-ExcessBytes:N0} bytes missing {where}");
        }

        return findings.Count == 0 ? "clean" : string.Join(", ", findings);
    }

    /// <summary>All pages, payload and parity.</summary>
    public int Pages => PayloadPages + ParityPages;

    /// <summary>All bad pages, payload and parity.</summary>
    public int PagesBad => BadPayloadPages.Count + ParityPagesBad;

    /// <summary>Pages that are not bad.</summary>
    public int PagesVerified => Pages - PagesBad;
}
