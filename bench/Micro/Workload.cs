using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection;
using ParDef.ErrorCorrection.Construction;
using ParDef.ErrorCorrection.Interleaving;
using ParDef.ErrorCorrection.Kernels;
using ParDef.ErrorRates;

namespace ParDef.Micro;

/// <summary>Chains of K = 27 with random content, coded, under seeded keys.</summary>
internal sealed class Workload
{
    private const int InformationBlocks = 27;
    private const int FileBytes = 64 << 20;
    private const ulong Seed = 1;

    private readonly KeyedStreams _streams = RandomStream.Under(Seed);
    private readonly PageDealing _payloadDealing;
    private readonly PageDealing _parityDealing;

    public Workload(Setting setting)
    {
        Kernels = KernelSet.Choose(setting.Kernel);
        int sections = SectionsOf(setting);
        int room = InformationBlocks * sections * setting.Lifting / CodeGeometry.PageBytes;
        int chains = setting.Size == Size.Cache ? 1 : (FileBytes / CodeGeometry.PageBytes + room - 1) / room;
        Geometry = CodeGeometry.Create(chains * room, InformationBlocks, setting.Lifting, sections, chains);
        Graph = Chain.Of(Geometry);
        _payloadDealing = new PageDealing(Geometry.PayloadPages, chains, Geometry.PagesPerChain, _streams(0));
        _parityDealing = new PageDealing(Geometry.ParityPages, chains, Geometry.ParityPagesPerChain, _streams(1));
        Payload = new byte[Geometry.PayloadPages * CodeGeometry.PageBytes];
        Parity = new byte[Geometry.ParityPages * CodeGeometry.PageBytes];
        new SeededRandom(Seed).NextBytes(Payload);
        new PageCode(Geometry, _streams, KernelSet.Default).Encode(Payload, Parity);
    }

    public KernelSet Kernels { get; }

    public CodeGeometry Geometry { get; }

    public Chain Graph { get; }

    public byte[] Payload { get; }

    public byte[] Parity { get; }

    /// <summary>The pages of a chain. As in the product, the placement of their words is drawn for it.</summary>
    public ChainPages Pages(int chain) => new(Graph, chain, _payloadDealing.PagesOf(chain), _parityDealing.PagesOf(chain), _streams);

    /// <summary>The image of a chain of pages, both halves filled in.</summary>
    /// <param name="chain">Its number.</param>
    /// <param name="payload">Payload pages.</param>
    /// <param name="parity">Parity pages.</param>
    /// <param name="takes">Local pages that are there; the others are zero.</param>
    public byte[] Image(int chain, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> parity, Predicate<int> takes)
    {
        var image = new byte[Graph.Columns * 2 * Graph.BlockBytes];
        var pages = Pages(chain);
        pages.GatherPayload(payload, takes, image);
        pages.GatherParity(parity, takes, image);
        for (int column = 0; column < Graph.Columns; column++)
        {
            Kernels.Kernels.Mirror(Graph, image, column);
        }

        return image;
    }

    private static int SectionsOf(Setting setting) => (setting.Size, setting.Lifting) switch
    {
        (Size.Cache, 64) => 38,
        (Size.Cache, 128) => 53,
        (Size.Cache, _) => 16,
        (_, <= 128) => 160,
        _ => 128,
    };
}
