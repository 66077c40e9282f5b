using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Kernels;

/// <summary>
/// The inner loops of encoder and decoders. An image of a chain holds its columns as [b | b rotated right by one bit], syndromes their rows as
/// [r rotated left by one bit | r], both 2 Zb bytes each (docs/format.md section 8 in bytes).
/// </summary>
internal abstract class ChainKernels
{
    /// <summary>Fills in the rotated half of a column.</summary>
    public abstract void Mirror(Chain chain, Span<byte> image, int column);

    /// <summary>Writes blocks that lie one behind the other into columns, in both halves.</summary>
    /// <param name="chain">The graph.</param>
    /// <param name="blocks">The blocks, Zb bytes each.</param>
    /// <param name="columns">As many columns.</param>
    public abstract void Spread(Chain chain, ReadOnlySpan<byte> blocks, Span<byte> columns);

    /// <summary>Computes the parity block of a row from all its other blocks, which must be in place in both halves.</summary>
    /// <param name="chain">The graph.</param>
    /// <param name="columns">An image, or a part of it that holds all columns of the row.</param>
    /// <param name="first">The first column there.</param>
    /// <param name="row">The row.</param>
    public abstract void EncodeRow(Chain chain, Span<byte> columns, int first, int row);

    /// <summary>Computes the syndrome of a row in both halves, and returns its weight.</summary>
    public abstract int Syndrome(Chain chain, ReadOnlySpan<byte> image, Span<byte> syndrome, int row);

    /// <summary>
    /// One step of bit flipping for a column, in both halves. With five edges: flips a bit with at least three unsatisfied checks; if strict, with at least
    /// four, or three if the bit is not as received. With three or four edges: if all are unsatisfied. With fewer: never.
    /// </summary>
    /// <param name="chain">The graph.</param>
    /// <param name="image">Current decisions.</param>
    /// <param name="received">Received blocks, Zb bytes a column.</param>
    /// <param name="syndrome">All rows.</param>
    /// <param name="column">The column.</param>
    /// <param name="strict">Which rule.</param>
    public abstract void FlipColumn(
        Chain chain, Span<byte> image, ReadOnlySpan<byte> received, ReadOnlySpan<byte> syndrome, int column, bool strict);

    /// <summary>Counts the erased bytes in every byte of a row.</summary>
    /// <param name="chain">The graph.</param>
    /// <param name="erased">1 for an erased byte, 0 for a known one, in both halves of every column.</param>
    /// <param name="row">The row.</param>
    /// <param name="counts">Zb counts.</param>
    /// <returns>True if some count is 1.</returns>
    public abstract bool CountErased(Chain chain, ReadOnlySpan<byte> erased, int row, Span<byte> counts);

    /// <summary>XOR of all rotated blocks of a row, Zb bytes.</summary>
    public abstract void SumRow(Chain chain, ReadOnlySpan<byte> image, int row, Span<byte> sum);

    /// <summary>A byte rotated right by one bit.</summary>
    public static byte RotateRight(byte value) => (byte)(value >> 1 | value << 7);

    /// <summary>A byte rotated left by one bit.</summary>
    public static byte RotateLeft(byte value) => (byte)(value << 1 | value >> 7);
}
