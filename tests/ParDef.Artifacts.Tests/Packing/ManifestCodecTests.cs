using Google.Protobuf;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Packing;

namespace ParDef.Artifacts.Tests.Packing;

public class ManifestCodecTests
{
    private static Manifest Sample()
    {
        var manifest = new Manifest { Id = "m", Revision = 1, SourceDigest = ByteString.CopyFrom(new byte[32]) };
        manifest.Tensors.Add(new TensorEntry { Name = "w", Length = 4, ElementType = 1 });
        manifest.Blocks.Add(new BlockEntry { Stream = 1, Length = 3, StoredLength = 3 });
        return manifest;
    }

    private static void Refused(byte[] bytes) =>
        Assert.Equal(ErrorCode.Forged, Assert.Throws<ParDefException>(() => ManifestCodec.Decode(bytes)).Code);

    [Fact]
    public void A_manifest_survives_its_bytes() => Assert.Equal(Sample(), ManifestCodec.Decode(ManifestCodec.Encode(Sample())));

    [Fact]
    public void Other_encodings_of_the_same_manifest_are_refused()
    {
        byte[] good = ManifestCodec.Encode(Sample());
        Refused([.. good, 0x28, 0x00]);
        Refused([.. good, 0x10, 0x01]);
        Refused([.. good, 0x42, 0x00]);
        Refused([0x10, 0x01, .. good]);
        Refused(good[..^1]);
    }

    [Fact]
    public void Unknown_fields_inside_a_tensor_are_refused()
    {
        byte[] tensor = [.. Sample().Tensors[0].ToByteArray(), 0x78, 0x01];
        var manifest = Sample();
        manifest.Tensors.Clear();
        byte[] head = manifest.ToByteArray();
        Refused([.. head, 0x32, (byte)tensor.Length, .. tensor]);
    }

    [Fact]
    public void Identity_and_options_out_of_range_are_refused()
    {
        foreach (Action<Manifest> change in (Action<Manifest>[])
            [m => m.Id = "", m => m.Id = "a\u0007", m => m.Id = new string('x', 257), m => m.Revision = 0, m => m.SourceDigest = ByteString.Empty, m => m.Granularity = 2])
        {
            var manifest = Sample();
            change(manifest);
            Refused(manifest.ToByteArray());
        }
    }
}
