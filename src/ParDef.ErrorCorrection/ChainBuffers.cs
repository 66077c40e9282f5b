using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Decoding;

namespace ParDef.ErrorCorrection;

/// <summary>The memory that one worker needs for one chain after another; what only some decoders need is taken when one of them first asks.</summary>
internal sealed class ChainBuffers(Chain chain)
{
    /// <summary>All columns as [b | b rotated], 2 Zb bytes each.</summary>
    public byte[] Image => field ??= new byte[chain.Columns * 2 * chain.BlockBytes];

    /// <summary>Memory of the encoder.</summary>
    public EncodingWindow Window => field ??= new EncodingWindow(chain);

    /// <summary>Received blocks, Zb bytes a column.</summary>
    public byte[] Received => field ??= new byte[chain.Columns * chain.BlockBytes];

    /// <summary>All payload pages, as a decoder proposes them.</summary>
    public byte[] Proposed => field ??= new byte[chain.InformationColumns.Length * chain.BlockBytes];

    /// <summary>All rows as [r rotated | r].</summary>
    public byte[] Syndrome => field ??= new byte[chain.Rows * 2 * chain.BlockBytes];

    /// <summary>A mark for every byte, laid out as the image.</summary>
    public byte[] Marks => field ??= new byte[Image.Length];

    /// <summary>Memory of the soft decoder.</summary>
    public SoftBuffers Soft => field ??= new SoftBuffers(chain);

    /// <summary>Memory for what the checks tell about the pages.</summary>
    public EvidenceBuffers Evidence => field ??= new EvidenceBuffers(chain);
}
