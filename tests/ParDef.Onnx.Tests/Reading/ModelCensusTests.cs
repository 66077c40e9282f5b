using ParDef.Onnx.Reading;
using ParDef.Onnx.Tests.Samples;

namespace ParDef.Onnx.Tests.Reading;

public class ModelCensusTests
{
    private const long LittleMemory = 1 << 20;

    [Fact]
    public void A_million_tensors_are_refused_with_little_memory() =>
        RefuseWithLittleMemory(Wire.Graph(Wire.Repeat(Wire.Field(5), ModelLimits.Messages)), "messages");

    [Fact]
    public void Millions_of_empty_attributes_are_refused_with_little_memory() =>
        RefuseWithLittleMemory(Wire.Graph(Wire.Field(1, Wire.Repeat(Wire.Field(5), ModelLimits.Messages))), "messages");

    [Fact]
    public void Millions_of_names_are_refused_with_little_memory() =>
        RefuseWithLittleMemory(Wire.Graph(Wire.Field(1, Wire.Repeat(Wire.Field(1, (byte)'a'), ModelLimits.Fields))), "fields");

    [Fact]
    public void Millions_of_unknown_fields_are_refused_with_little_memory() =>
        RefuseWithLittleMemory(Wire.Graph(Wire.Repeat(Wire.Number(999, 0), ModelLimits.Fields)), "fields");

    [Fact]
    public void Messages_may_nest_as_deep_as_the_limit_and_no_deeper()
    {
        // Model, then graph, node, attribute in turn.
        OnnxModel.Read(Nested(ModelLimits.Depth));
        Assert.Contains("levels", Refusal.Unsupported(Nested(ModelLimits.Depth + 1)).Message, StringComparison.Ordinal);
        Assert.Contains("levels", Refusal.Unsupported(Nested(10_000)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 7 << 3, 1 })]
    [InlineData(new byte[] { (7 << 3) | 2, 2, 5 << 3, 1 })]
    [InlineData(new byte[] { (1 << 3) | 2, 1, 1, (7 << 3) | 2, 0 })]
    [InlineData(new byte[] { (7 << 3) | 2, 4, (5 << 3) | 2, 2, 9 << 3, 1 })]
    [InlineData(new byte[] { (7 << 3) | 2, 5, (5 << 3) | 2, 3, 4 << 3, 0x80, 1 })]
    public void A_known_field_of_another_wire_type_is_malformed(byte[] file) =>
        Assert.Contains("wire type", Refusal.Malformed(file).Message, StringComparison.Ordinal);

    [Fact]
    public void A_refusal_names_the_byte()
    {
        var refusal = Refusal.Malformed([.. Wire.Graph(), 7 << 3, 1]);

        Assert.Equal(2, refusal.Offset);
        Assert.EndsWith("at byte 2", refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Nested(int levels)
    {
        byte[] message = [];
        for (int level = levels; level > 1; level--)
        {
            int field = level == 2 ? 7 : (level % 3) switch
            {
                0 => 1,
                1 => 5,
                _ => 6,
            };
            message = Wire.Field(field, message);
        }

        return message;
    }

    private static void RefuseWithLittleMemory(byte[] file, string limit)
    {
        // What the first call of all allocates is the library's tables.
        Refusal.Malformed([]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Refusal.Unsupported(file);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, LittleMemory);
        Assert.Contains(limit, refusal.Message, StringComparison.Ordinal);
    }
}
