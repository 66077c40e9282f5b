using System.Text;
using ParDef.Onnx.Reading;
using ParDef.Onnx.Tests.Samples;

namespace ParDef.Onnx.Tests.Reading;

public class ModelMapTests
{
    [Fact]
    public void A_graph_in_two_parts_is_unsupported() =>
        Assert.Contains("several parts", Refusal.Unsupported([.. Wire.Graph(), .. Wire.Graph()]).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_initializers_of_one_name_are_unsupported() =>
        Assert.Contains(
            "\"twice\"",
            Refusal.Unsupported(Models.Of(Models.Raw("twice", Models.Float, 1), Models.Raw("twice", Models.Float, 2))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void More_tensors_than_the_limit_are_unsupported()
    {
        byte[] most = Initializers(ModelLimits.Tensors);

        Assert.Equal(ModelLimits.Tensors, OnnxModel.Read(most).Proto.Graph.Initializer.Count);
        Assert.Contains(
            "100,000 tensors", Refusal.Unsupported(Initializers(ModelLimits.Tensors + 1)).Message, StringComparison.Ordinal);
    }

    private static byte[] Initializers(int count) =>
        Wire.Graph([.. Enumerable.Range(0, count).SelectMany(i => Wire.Field(5, Wire.Field(8, Encoding.ASCII.GetBytes($"{i}"))))]);
}
