using Google.Protobuf;
using ParDef.Onnx.Proto;
using ParDef.Onnx.Reading;

namespace ParDef.Onnx.Tests.Samples;

/// <summary>Expectations on files that are not read.</summary>
internal static class Refusal
{
    public static OnnxFormatException Malformed(byte[] file) => Of(file, OnnxFormatKind.Malformed);

    public static OnnxFormatException Unsupported(byte[] file) => Of(file, OnnxFormatKind.Unsupported);

    public static OnnxFormatException Unsupported(ModelProto model) => Unsupported(model.ToByteArray());

    private static OnnxFormatException Of(byte[] file, OnnxFormatKind kind)
    {
        var refusal = Assert.Throws<OnnxFormatException>(() => OnnxModel.Read(file));
        Assert.Equal(kind, refusal.Kind);
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal;
    }
}
