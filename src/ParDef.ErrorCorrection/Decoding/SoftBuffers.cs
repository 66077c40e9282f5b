using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.ErrorCorrection.Decoding;

/// <summary>
/// Memory of the soft decoder: posteriors of a whole chain, and messages of the sections in the two windows only. About 8 bytes a coded byte, and
/// 14 * 5 (K + 5) * 8 Zb bytes of messages: 27 MB at Zb 512 and K 27.
/// </summary>
internal sealed class SoftBuffers(Chain chain)
{
    private readonly int _messageBytes = CodeGeometry.ParityBlocks * (chain.InformationBlocks + CodeGeometry.ParityBlocks) * 8 * chain.BlockBytes;
    private readonly AlignedMemory _messages = new(
        2 * SoftDecoder.WindowSections * CodeGeometry.ParityBlocks * (chain.InformationBlocks + CodeGeometry.ParityBlocks) * 8 * chain.BlockBytes);

    private readonly AlignedMemory _posteriors = new(chain.Columns * SoftKernels.Stride(chain));
    private readonly AlignedMemory _scratch = new(SoftKernels.ScratchBytes);

    /// <summary>Posteriors as <see cref="SoftKernels"/> lays them out.</summary>
    public Span<byte> Posteriors => _posteriors.Span;

    /// <summary>Working room for one row.</summary>
    public Span<byte> Scratch => _scratch.Span;

    /// <summary>Messages of one section.</summary>
    /// <param name="slot">0 to 13.</param>
    public Span<byte> Messages(int slot) => _messages.Span.Slice(slot * _messageBytes, _messageBytes);
}
