using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection;

/// <summary>
/// A few sections of an image of a chain. The checks of a section reach its own columns and those of the two sections before it, so no more need be held,
/// and they stay in the cache.
/// </summary>
internal sealed class EncodingWindow(Chain chain)
{
    private const int SectionsHeld = 8;

    private readonly AlignedMemory _columns = new(SectionsHeld * chain.SectionBlocks * 2 * chain.BlockBytes);
    private readonly AlignedMemory _incoming = new(chain.InformationBlocks * chain.BlockBytes);

    /// <summary>The columns from <see cref="First"/> on, as in an image.</summary>
    public Span<byte> Columns => _columns.Span;

    /// <summary>The first column held.</summary>
    public int First { get; private set; }

    /// <summary>The columns from a later one on.</summary>
    public Span<byte> From(int column) => Columns[Offset(column)..];

    /// <summary>Room for the information blocks of a section, one behind the other.</summary>
    public Span<byte> Incoming => _incoming.Span;

    /// <summary>Holds the columns of a section and of the two before it; sections follow one another from 0 on.</summary>
    public void MoveTo(int section)
    {
        if (section == 0)
        {
            First = 0;
        }
        else if (Offset(chain.FirstColumn(section + 1)) > Columns.Length)
        {
            int kept = chain.FirstColumn(section - CodeGeometry.TailSections);
            Columns[Offset(kept)..Offset(chain.FirstColumn(section))].CopyTo(Columns);
            First = kept;
        }
    }

    private int Offset(int column) => 2 * chain.BlockBytes * (column - First);
}
