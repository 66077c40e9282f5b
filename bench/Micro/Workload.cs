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
        Kernels = KernelSet.Choose(setting.Kernel).Kernels;
        int sections = SectionsOf(setting);
        int room = InformationBlocks * sections * setting.Lifting / CodeGeometry.PageBytes;
        int chains = setting.Size == Size.InCache ? 1 : (FileBytes / CodeGeometry.PageBytes + room - 1) / room;
        Geometry = CodeGeometry.Create(chains * room, InformationBlocks, setting.Lifting, sections, chains);
        Graph = Chain.Of(Geometry);
        _payloadDealing = new PageDealing(Geometry.PayloadPages, chains, Geometry.PagesPerChain, _streams(0));
        _parityDealing = new PageDealing(Geometry.ParityPages, chains, Geometry.ParityPagesPerChain, _streams(1));
        Payload = new byte[Geometry.PayloadPages * CodeGeometry.PageBytes];
        Parity = new byte[Geometry.ParityPages * CodeGeometry.PageBytes];
        new SeededRandom(Seed).NextBytes(Payload);
        new PageCode(Geometry, _streams, KernelSet.Default).Encode(Payload, Parity);
    }

    public ChainKernels Kernels { get; }

    public CodeGeometry Geometry { get; }

    public Chain Graph { get; }

    public byte[] Payload { get; }

    public byte[] Parity { get; }

    /// <summary>Local payload pages of a chain.</summary>
    public ReadOnlySpan<int> PayloadPagesOf(int chain) => _payloadDealing.PagesOf(chain);

    /// <summary>The codec of a chain. As in the product, it draws the placement of the chain anew.</summary>
    public ChainCodec Codec(int chain, ChainBuffers buffers) =>
        new(Graph, chain, _payloadDealing.PagesOf(chain), _parityDealing.PagesOf(chain), _streams, Kernels, buffers);

    /// <summary>Where the words of the payload pages of a chain lie.</summary>
    public WordPlacement PayloadWords(int chain) => Placement(chain, 0, Geometry.PagesPerChain, CodeGeometry.PageBytes, Graph.InformationColumns);

    /// <summary>Where the words of the parity pages of a chain lie.</summary>
    public WordPlacement ParityWords(int chain) => Placement(chain, 1, Geometry.ParityPagesPerChain, CodeGeometry.ParityBytes, Graph.ParityColumns);

    /// <summary>The image of a chain of pages, both halves filled in.</summary>
    public byte[] Image(int chain, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> parity)
    {
        var image = new byte[Graph.Columns * 2 * Graph.BlockBytes];
        PayloadWords(chain).Gather(payload, _payloadDealing.PagesOf(chain), image);
        ParityWords(chain).Gather(parity, _parityDealing.PagesOf(chain), image);
        for (int column = 0; column < Graph.Columns; column++)
        {
            Kernels.Mirror(Graph, image, column);
        }

        return image;
    }

    private static int SectionsOf(Setting setting) => (setting.Size, setting.Lifting) switch
    {
        (Size.InCache, 64) => 38,
        (Size.InCache, 128) => 53,
        (Size.InCache, _) => 16,
        (_, <= 128) => 160,
        _ => 128,
    };

    private WordPlacement Placement(int chain, int part, int pages, int bytesAPage, ReadOnlySpan<int> columns) =>
        new(pages, bytesAPage / sizeof(ulong), columns, Graph.BlockBytes, _streams((ulong)(2 + 2 * chain + part)));
}
