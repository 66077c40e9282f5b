using ParDef.IndependentDecoder.Coding;
using ParDef.IndependentDecoder.Keys;

namespace ParDef.IndependentDecoder.Pages;

/// <summary>Makes the parity pages of a file whose payload pages all verify.</summary>
public static class ParityMaker
{
    /// <summary>All parity pages with their tags.</summary>
    /// <param name="geometry">Geometry of the file.</param>
    /// <param name="fileKey">The file key.</param>
    /// <param name="payloadPages">The payload pages as stored.</param>
    public static IReadOnlyList<byte[]> Make(Geometry geometry, byte[] fileKey, IReadOnlyList<byte[]> payloadPages)
    {
        byte[] interleaver = KeyTree.Interleaver(fileKey);
        byte[] parityKey = KeyTree.Parity(fileKey);
        var code = new CoupledCode(geometry);
        int[] payloadChains = Deal.Chains(interleaver, 0, geometry.P, geometry.C, geometry.N);
        int[] parityChains = Deal.Chains(interleaver, 1, geometry.Pp, geometry.C, geometry.M);
        var result = new byte[geometry.M][];
        for (int chain = 0; chain < geometry.C; chain++)
        {
            var image = new ChainImage(code, interleaver, chain);
            for (int page = 0; page < geometry.N; page++)
            {
                if (payloadChains[page] == chain)
                {
                    image.Put(parity: false, page / geometry.C, payloadPages[page], trusted: true);
                }
            }

            code.Encode(image.Bits);
            for (int page = 0; page < geometry.M; page++)
            {
                if (parityChains[page] == chain)
                {
                    var parity = new byte[Layout.PageContent];
                    image.TryTake(parity: true, page / geometry.C, parity);
                    result[page] = [.. parity, .. PageSeal.ParityTag(parityKey, page, parity)];
                }
            }
        }

        return result;
    }
}
