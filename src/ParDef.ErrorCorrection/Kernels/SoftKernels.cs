using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>
/// The inner loop of the soft decoder. Posteriors are signed bytes, one a bit, negative for a one: 8 Zb of a column in the order of its bit numbers, then the first
/// <see cref="Pad"/> of them again, so that a run of as many lanes may start anywhere in the ring.
/// </summary>
internal abstract class SoftKernels
{
    /// <summary>Lanes that are repeated behind a block, a multiple of every vector width.</summary>
    public const int Pad = 64;

    /// <summary>Bytes of working room for a row: three vectors for each of at most 56 edges.</summary>
    public const int ScratchBytes = 3 * 56 * Pad;

    /// <summary>Posteriors of one column.</summary>
    public static int Stride(Chain chain) => 8 * chain.BlockBytes + Pad;

    /// <summary>Updates one check row: takes back its old messages, computes the new ones and adds them.</summary>
    /// <param name="chain">The graph.</param>
    /// <param name="row">The row.</param>
    /// <param name="posteriors">All columns.</param>
    /// <param name="messages">Messages of the row: for each <see cref="Pad"/> lanes those of all its edges side by side, so that they are read in one stream.</param>
    /// <param name="scratch">Working room.</param>
    /// <returns>Checks that were not satisfied before.</returns>
    public abstract int UpdateRow(Chain chain, int row, Span<byte> posteriors, Span<byte> messages, Span<byte> scratch);
}
