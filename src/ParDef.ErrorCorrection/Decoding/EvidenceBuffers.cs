using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Decoding;

/// <summary>Memory of <see cref="PageReliability"/>: about ten bytes a coded byte.</summary>
internal sealed class EvidenceBuffers(Chain chain)
{
    /// <summary>Local page of every word of an image.</summary>
    public ushort[] PageOfWord { get; } = new ushort[chain.Columns * 2 * chain.BlockBytes / sizeof(ulong)];

    /// <summary>Doubtful words of every byte of a row, lost ones not among them.</summary>
    public byte[] Doubtful { get; } = new byte[chain.Rows * chain.BlockBytes];

    /// <summary>Lost words of every byte of a row.</summary>
    public byte[] Lost { get; } = new byte[chain.Rows * chain.BlockBytes];

    /// <summary>What the checks say to a page that is not lost, laid out as the syndrome.</summary>
    public CheckEvidence ToDoubtful { get; } = new(chain.Rows * 2 * chain.BlockBytes);

    /// <summary>What they say to a lost page.</summary>
    public CheckEvidence ToLost { get; } = new(chain.Rows * 2 * chain.BlockBytes);
}
