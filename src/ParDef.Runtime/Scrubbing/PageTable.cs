using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ParDef.Artifacts.Keys;

namespace ParDef.Runtime.Scrubbing;

/// <summary>Of every page its tag and the time of its last clean check, the latter with its complement, so that a fault in it is noticed.</summary>
internal sealed class PageTable : IDisposable
{
    private readonly LockedMemory _memory;
    private readonly int _pages;

    public PageTable(int pages)
    {
        _pages = pages;
        _memory = new LockedMemory(checked(pages * Marshal.SizeOf<Row>()));
    }

    /// <summary>True if the system keeps it out of swap.</summary>
    public bool IsLocked => _memory.IsLocked;

    private Span<Row> Rows => MemoryMarshal.Cast<byte, Row>(_memory.Span)[.._pages];

    public Vector128<ulong> Tag(int page) => Rows[page].Tag;

    public void SetTag(int page, Vector128<ulong> tag) => Rows[page].Tag = tag;

    /// <summary>Time of the last clean check; false if the table was hit there.</summary>
    public bool TryLastCheck(int page, out long timestamp)
    {
        ref var row = ref Rows[page];
        timestamp = row.Checked;
        return row.Checked == ~row.Complement;
    }

    public void SetLastCheck(int page, long timestamp)
    {
        ref var row = ref Rows[page];
        row.Checked = timestamp;
        row.Complement = ~timestamp;
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    /// <summary>The table itself, for those who inject faults.</summary>
    internal Span<byte> Bytes => _memory.Span;

    private struct Row
    {
        public Vector128<ulong> Tag;
        public long Checked;
        public long Complement;
    }
}
