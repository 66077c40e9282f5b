using System.Security.Cryptography;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Inspecting;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Interleaving;
using ParDef.ErrorCorrection.Kernels;

namespace ParDef.Attacks.Forgeries;

/// <summary>A copy of an artifact that a forger works on, by its parts.</summary>
internal sealed class Draft(ReadOnlyMemory<byte> artifact)
{
    private const int CheckedBytes = 152;
    private const int CheckBytes = 8;

    public byte[] Bytes { get; } = artifact.ToArray();

    public FileLayout Layout { get; } = PublicHeader.Read(artifact.Span).Layout;

    /// <summary>Payload pages, then parity pages.</summary>
    public int Pages => PayloadPages + Layout.Geometry.ParityPages;

    public int PayloadPages => Layout.Geometry.PayloadPages;

    public Span<byte> Page(int number) => Bytes.AsSpan(OffsetOf(number), CodeGeometry.PageBytes);

    public Span<byte> Tag(int page) => Page(page)[FileLayout.PageContentBytes..];

    public int OffsetOf(int page) => page < PayloadPages
        ? Layout.PayloadOffset + page * CodeGeometry.PageBytes
        : Layout.ParityOffset + (page - PayloadPages) * CodeGeometry.PageBytes;

    public Span<byte> HeaderBlock(int block) => Bytes.AsSpan(Layout.HeaderOffsets[block], Layout.HeaderBlockBytes);

    /// <summary>Writes one copy of a header, its unkeyed check made right, over all copies of some blocks.</summary>
    public void WriteHeader(ReadOnlySpan<byte> copy, IEnumerable<int> blocks)
    {
        byte[] consistent = copy.ToArray();
        SHA256.HashData(consistent.AsSpan(0, CheckedBytes)).AsSpan(0, CheckBytes).CopyTo(consistent.AsSpan(CheckedBytes));
        foreach (int block in blocks)
        {
            for (int i = 0; i < Layout.HeaderCopies; i++)
            {
                consistent.CopyTo(HeaderBlock(block)[(i * Header.Bytes)..]);
            }
        }
    }

    /// <summary>Makes the parity fit the payload pages, as far as the forger knows where words lie. Tags stay.</summary>
    public void Encode(KeyedStreams placement) =>
        new PageCode(Layout.Geometry, placement, KernelSet.Default).Encode(
            Bytes.AsMemory(Layout.PayloadOffset, Layout.PayloadPagesBytes), Bytes.AsMemory(Layout.ParityOffset, Layout.ParityPagesBytes));

    /// <summary>A choice of numbers below a bound, at least one.</summary>
    public static int[] Some(int bound, SeededRandom random)
    {
        int[] chosen = [.. Enumerable.Range(0, bound).Where(_ => random.Below(2) == 0)];
        return chosen.Length > 0 ? chosen : [(int)random.Below(bound)];
    }
}
