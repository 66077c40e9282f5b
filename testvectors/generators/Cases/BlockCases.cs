using ParDef.TestVectors.Building;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Section 9, clauses 3 to 5, and the limit of a block: blocks, their compression, their order and their lengths.</summary>
internal static class BlockCases
{
    private const string Deflated = "block-deflated";
    private const string Full = "block-full-then-short";

    public static IEnumerable<Vector> Make()
    {
        yield return Case.Clean(Deflated, "9.4", Compressible(FixedDeflate.Compress), "a kept tensor as one DEFLATE block with the fixed code");
        yield return Case.Clean("block-deflated-dynamic", "9.4", Dynamic(), "a DEFLATE stream with a dynamic code");
        yield return Case.Clean(
            "block-deflated-stored-inside", "9.4", Compressible(content => [.. FixedDeflate.Store(content[..50]), .. FixedDeflate.Compress(content[50..])]), "a DEFLATE stream of a stored and a compressed block");
        yield return Case.Clean(
            "block-trailing-bytes", "1.5 9.4", Compressible(content => [.. FixedDeflate.Compress(content), 0xAA, 0xBB]), "two bytes behind the end of a DEFLATE stream, which a reader need not look at");
        yield return Case.Clean("block-manifest-deflated", "9.4", LongId(FixedDeflate.Compress), "the manifest as a DEFLATE stream");
        yield return Case.Clean(Full, "9.4 9.5 14", TwoBlocks(1_048_576), "a stream of 1,048,676 bytes: a full block and a short one");
        yield return Case.Clean("block-empty-streams", "9.5", new Recipe(), "a model without tensors: the streams 2 to 4 have no block");

        yield return Bad("longer-than-stated", content => FixedDeflate.Compress([.. content, 0]), "a stream that yields one byte more than stated");
        yield return Bad("shorter-than-stated", content => FixedDeflate.Compress(content[1..]), "a stream that yields one byte less than stated");
        yield return Bad("bomb", content => FixedDeflate.Compress(new byte[1_000_000])[..^1], "a stream that would yield far more than stated");
        yield return Bad("truncated", content => FixedDeflate.Compress(content)[..^12], "a stream without its end");
        yield return Bad("reserved-type", content => [7, .. FixedDeflate.Compress(content)], "a DEFLATE block of the reserved type");
        yield return Bad("far-distance", content => [0x03, 0x02, .. new byte[40]], "a match before the start of the content");
        yield return Bad("noise", content => Seeded.Bytes("noise for inflate", 60), "noise instead of a stream");
        yield return Bad("stored-complement", content => [1, 10, 0, 10, 0, .. new byte[10]], "a stored DEFLATE block whose length and complement differ");
        yield return Bad("empty", _ => [], "a stored length of 0");
        yield return Bad("stored-longer", content => [.. content, 0], "a stored length greater than the length");

        yield return Lossless("zero-length", recipe => recipe.Blocks.Insert(1, new StoredBlock(2, 0, [])), "a block of no bytes");
        yield return Lossless("gap", recipe => recipe.EditPayload = payload => [.. payload, 0], "one byte behind the last block");
        yield return Lossless("lengths-exceed", recipe => recipe.EditPayload = payload => payload[..^1], "the last byte of the last block is not there");
        yield return Quantized("stream-0", recipe => recipe.Blocks[0] = recipe.Blocks[0] with { Stream = 0 }, "stream 0");
        yield return Quantized("stream-5", recipe => recipe.Blocks[3] = recipe.Blocks[3] with { Stream = 5 }, "stream 5");
        yield return Quantized("order", recipe => recipe.Blocks.Reverse(2, 2), "integers before scales");
        yield return Quantized("order-kept-first", recipe => recipe.Blocks.Reverse(0, 2), "kept contents before the skeleton");
        yield return Case.Forged("block-over-limit", "9.4 14", Full, TwoBlocks(1_048_577), _ => { }, "a block of 1,048,577 bytes");
        yield return Case.Forged("block-short-inside", "9.5", Full, TwoBlocks(1_048_575), _ => { }, "a block of 1,048,575 bytes that is not the last of its stream");
        yield return Case.Forged(
            "block-short-small", "9.5", Controls.Lossless, Controls.LosslessRecipe(), SplitKept, "kept contents in two short blocks");
        yield return Case.Forged(
            "block-manifest-longer", "9.4", "block-manifest-deflated", LongId(plain => FixedDeflate.Compress([.. plain, 0])), _ => { }, "a manifest that yields one byte more than the header states");
        yield return Case.Forged(
            "block-manifest-shorter", "9.4", "block-manifest-deflated", LongId(plain => FixedDeflate.Compress(plain[..^1])), _ => { }, "a manifest that yields one byte less than the header states");
    }

    private static Vector Bad(string name, Func<byte[], byte[]> store, string comment) =>
        Case.Forged("block-" + name, "9.4 12.4", Deflated, Compressible(store), _ => { }, comment);

    private static Vector Lossless(string name, Action<Recipe> breakRule, string comment) =>
        Case.Forged("block-" + name, "9.3 12.4", Controls.Lossless, Controls.LosslessRecipe(), breakRule, comment);

    private static Vector Quantized(string name, Action<Recipe> breakRule, string comment) =>
        Case.Forged("block-" + name, "9.5 10", Controls.Quantized, Controls.QuantizedRecipe(), breakRule, comment);

    private static Recipe Compressible(Func<byte[], byte[]> store)
    {
        byte[] content = [.. Seeded.Bytes("compressible", 60), .. new byte[300], .. Seeded.Bytes("compressible", 60)];
        var recipe = new Recipe(TinyTensor.Kept("kept", 2, [content.Length], content));
        recipe.Blocks[1] = recipe.Blocks[1] with { Bytes = store(content) };
        return recipe;
    }

    private static Recipe LongId(Func<byte[], byte[]> storeManifest)
    {
        var recipe = Controls.QuantizedRecipe();
        recipe.Manifest = recipe.Manifest with { Id = [.. Enumerable.Repeat((byte)'i', 200)] };
        recipe.StoreManifest = storeManifest;
        return recipe;
    }

    private static Recipe TwoBlocks(int first)
    {
        byte[] content = [.. new byte[1_048_576], .. Seeded.Bytes("second block", 100)];
        var recipe = new Recipe(TinyTensor.Kept("kept", 2, [content.Length], content));
        recipe.Blocks.RemoveRange(1, 2);
        recipe.Blocks.Add(StoredBlock.Deflated(2, content[..first]));
        recipe.Blocks.Add(StoredBlock.Plain(2, content[first..]));
        return recipe;
    }

    private static void SplitKept(Recipe recipe)
    {
        byte[] kept = recipe.Blocks[1].Bytes;
        recipe.Blocks[1] = StoredBlock.Plain(2, kept[..40]);
        recipe.Blocks.Add(StoredBlock.Plain(2, kept[40..]));
    }

    private static Recipe Dynamic()
    {
        byte[] content = [.. Seeded.Bytes("dynamic", 1500).Select(value => (byte)(value % 11))];
        var recipe = new Recipe(TinyTensor.Kept("kept", 2, [content.Length], content));
        recipe.Blocks[1] = recipe.Blocks[1] with { Bytes = Convert.FromBase64String(DynamicStream) };
        return recipe;
    }

    // Raw DEFLATE of the content by zlib 1.3 at level 9: this writer has no dynamic codes.
    private const string DynamicStream = ""
        + "HZQHDsQgDATd2/8fnCHSRTkUMNvs7pEZyc1QlZIqFd3yseuuiQ7biaiauRljOdpe7qVrpTOdG5mzPtupqs3ifRSqNcUjXIRn+51xrQrlONeF96WcbeX53tjMKihM1iMs"
        + "tyLjZFNXnb8SF5UlvmnZwgduPdYSvRTYOc+bi1kegULB49JHg1q3BYtUWbvVdXiOX2buWbEsUz8bS+7vRoKqVeA+lCVyFDLgKHdNstm8dWpsI1BQkaPLxKTPQpJXRwAl"
        + "RWx2+BzF3ha1S6O+RbegVTY08kkprilaMnWWSGZXYWdsFtg8MbVyHj3nmupB4tHH08F92u1AmIChoQfrQI4GkKaNGGqNnoMcD2cyalwAABtvXC6E1WigJGwNSriA3Fpt"
        + "TQjg6xjGtmy1WBlckHYE7UAzmJamAzxOL5Em+ZCKKSQIyig9cZhwsUiVkc9xYkYgToSEecmyf+tIDkliu2o8Ai9huI5dpHJz2cZbvIjKnQtpBVUuxA4NxWzByy9+gxX2"
        + "Vkno9go22flzM4Ll+MFB2PL2okSRQxb4Nma6HM0hjQY8Hl/qNhikp190lhbgwiI7QJLEeNheEjNMKCwnlYRPX5jz/9+6JwcfnS19yiOAvnQ+wYJENHUbluCM4IaGy1Mf"
        + "caD4khzkFk4HTNaDJMrnZ4GKOxEwVhwD4sJbSQQxUHD6o3kPEYsiq2ta6PBnptWRGW3q9dcRsn2WMgegFPKahxMJ3jauSfqCEoRpwQzHDjdaAB54AKNjRrzYIxsssRMU"
        + "WdO26EXTdx1q2Os9BpAtErMtIDVhbal3yPsAUz9eh9F9TCy1rELxYZTAF20IwaZjW2EDE2bevPnbc14jAaIl3pQzNsK9D6j0HGmj1iTs8J4Q9EO+zBWU4Yw4MwgjoEla"
        + "GvXU6P3FFcYOEEheJJKg0wsPQ0m98BfryMX/2Uk53jBW9iV6icQClm3UrJinNAnXorm5sYdeHkdVEsGEFPo5lL1wpDvppZw+j37zAevefMABaNDzjIrXYB8=";
}
