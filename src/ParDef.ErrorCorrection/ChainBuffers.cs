using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Decoding;

namespace ParDef.ErrorCorrection;

/// <summary>The memory that one worker needs for one chain after another; what only some decoders need is taken when one of them first asks.</summary>
internal sealed class ChainBuffers(Chain chain)
{
    private AlignedMemory? _image;
    private AlignedMemory? _received;
    private AlignedMemory? _syndrome;
    private AlignedMemory? _marks;
    private AlignedMemory? _pages;

    /// <summary>All columns as [b | b rotated], 2 Zb bytes each.</summary>
    public Span<byte> Image => (_image ??= new AlignedMemory(chain.Columns * 2 * chain.BlockBytes)).Span;

    /// <summary>Memory of the encoder.</summary>
    public EncodingWindow Window => field ??= new EncodingWindow(chain);

    /// <summary>Received blocks, Zb bytes a column.</summary>
    public Span<byte> Received => (_received ??= new AlignedMemory(chain.Columns * chain.BlockBytes)).Span;

    /// <summary>All rows as [r rotated | r].</summary>
    public Span<byte> Syndrome => (_syndrome ??= new AlignedMemory(chain.Rows * 2 * chain.BlockBytes)).Span;

    /// <summary>A mark for every byte, laid out as the image.</summary>
    public Span<byte> Marks => (_marks ??= new AlignedMemory(chain.Columns * 2 * chain.BlockBytes)).Span;

    /// <summary>Room for all payload pages of the chain.</summary>
    public Span<byte> Pages => (_pages ??= new AlignedMemory(chain.InformationColumns.Length * chain.BlockBytes)).Span;

    /// <summary>Memory of the soft decoder.</summary>
    public SoftBuffers Soft => field ??= new SoftBuffers(chain);

    /// <summary>Memory for what the checks tell about the pages.</summary>
    public EvidenceBuffers Evidence => field ??= new EvidenceBuffers(chain);
}
