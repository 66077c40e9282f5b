using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection;

/// <summary>The memory that one worker needs for one chain after another: about six times the coded bytes of a chain.</summary>
internal sealed class ChainBuffers(Chain chain)
{
    /// <summary>All columns as [b | b rotated], 2 Zb bytes each.</summary>
    public byte[] Image { get; } = new byte[chain.Columns * 2 * chain.BlockBytes];

    /// <summary>Received blocks, Zb bytes a column.</summary>
    public byte[] Received => field ??= new byte[chain.Columns * chain.BlockBytes];

    /// <summary>All rows as [r rotated | r].</summary>
    public byte[] Syndrome => field ??= new byte[chain.Rows * 2 * chain.BlockBytes];

    /// <summary>1 for an erased byte, laid out as the image.</summary>
    public byte[] Erased => field ??= new byte[Image.Length];
}
