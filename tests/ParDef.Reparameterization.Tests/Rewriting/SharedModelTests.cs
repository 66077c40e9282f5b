using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ParDef.Onnx.Reading;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Rewriting;
using ParDef.Reparameterization.Symmetry;
using ParDef.Reparameterization.Tests.Samples;

namespace ParDef.Reparameterization.Tests.Rewriting;

public class SharedModelTests
{
    private const int Samples = 64;
    private const int Keys = 3;

    [Theory]
    [InlineData("vgg16-cifar10.onnx", 99, 97)]
    [InlineData("resnet32-cifar10.onnx", 97, 97)]
    [InlineData("resnet32bn-cifar10.onnx", 97, 97)]
    [InlineData("resnet20bn-cifar10-public.onnx", 97, 90)]
    [InlineData("resnet20-fashionmnist.onnx", 97, 90)]
    [InlineData("deit-tiny-cifar10.onnx", 95, 60)]
    [InlineData("vit-small-fashionmnist.onnx", 95, 60)]
    [InlineData("exported/convnext-s.onnx", 95, 0)]
    [InlineData("exported/deit-block-dynamo.onnx", 90, 0)]
    [InlineData("exported/densenet-bc-s.onnx", 95, 0)]
    [InlineData("exported/efficientnet-se-s.onnx", 95, 0)]
    [InlineData("exported/mobilenetv2-s.onnx", 95, 0)]
    [InlineData("exported/mobilenetv2bn-s.onnx", 95, 0)]
    [InlineData("exported/mobilenetv3-s.onnx", 95, 0)]
    [InlineData("exported/recurrent-s.onnx", 90, 0)]
    [InlineData("exported/shufflenetv2-s.onnx", 90, 0)]
    [InlineData("exported/squeezenet-s.onnx", 95, 0)]
    [InlineData("exported/unet-s.onnx", 95, 0)]
    [InlineData("exported/vit-s.onnx", 95, 0)]
    public void Outputs_stay_within_rounding_and_the_weights_move(string name, double moved, double scaled)
    {
        var model = OnnxModel.Read(SharedModels.Read(name));
        var plan = GraphAnalysis.Analyze(model.Proto, model.Initializers.Select(tensor => tensor.Name));
        var report = SymmetryReport.Of(plan);
        Assert.InRange(report.MovedPercent, moved, 100);
        Assert.InRange(report.ScaledPercent, scaled, 100);

        var input = Input(model);
        float[] expected = Run(model.File.ToArray(), input);
        double largest = expected.Max(Math.Abs);
        for (int key = 0; key < Keys; key++)
        {
            byte[] file = model.File.ToArray();
            var drawn = DrawnKey.Draw(plan, Rewritten.Seed(key), ScaleLaw.Uniform);
            foreach (var tensor in plan.Tensors)
            {
                var place = model.Initializers.Single(found => found.Name == tensor.Name);
                TensorRewriter.Apply(tensor, drawn, model.File.Span.Slice(place.Offset, place.Length), file.AsSpan(place.Offset, place.Length));
            }

            Assert.InRange(expected.Zip(Run(file, input)).Max(pair => Math.Abs(pair.First - pair.Second)) / largest, 0, 1e-4);
        }
    }

    /// <summary>Weights in integers behind DequantizeLinear, and weights that nodes hold.</summary>
    [Theory]
    [InlineData("mobilenetv2-qdq.onnx", 95, new[] { 1, 3, 244, 244 })]
    [InlineData("ppocr-cls.onnx", 90, new[] { 1, 3, 48, 192 })]
    public void Weights_in_other_forms_move(string name, double moved, int[] shape)
    {
        var model = OnnxModel.Read(SharedModels.ReadWild(name));
        var places = (from weight in Rewritten.Weights(model.Proto)
                      from content in model.Contents
                      where ReferenceEquals(content.Tensor, weight.Value)
                      select (weight.Key, content.Bytes)).ToDictionary();
        var plan = GraphAnalysis.Analyze(model.Proto, places.Keys);
        var report = SymmetryReport.Of(plan);
        Assert.True(report.MovedPercent > moved, $"{report.MovedPercent:0.0} %: {string.Join("; ", report.Frozen.Take(5))}");

        var input = Input(shape);
        float[] expected = Run(model.File.ToArray(), input);
        for (int key = 0; key < Keys; key++)
        {
            byte[] file = model.File.ToArray();
            var drawn = DrawnKey.Draw(plan, Rewritten.Seed(key), ScaleLaw.None);
            foreach (var tensor in plan.Tensors)
            {
                var place = places[tensor.Name];
                TensorRewriter.Apply(tensor, drawn, model.File.Span.Slice(place.Offset, place.Length), file.AsSpan(place.Offset, place.Length));
            }

            Assert.InRange(expected.Zip(Run(file, input)).Max(pair => Math.Abs(pair.First - pair.Second)) / expected.Max(Math.Abs), 0, 1e-4);
        }
    }

    private static DenseTensor<float> Input(int[] shape)
    {
        var random = new Random(1);
        var tensor = new DenseTensor<float>(shape);
        for (int i = 0; i < tensor.Length; i++)
        {
            tensor.SetValue(i, (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2);
        }

        return tensor;
    }

    private static DenseTensor<float> Input(OnnxModel model) =>
        Input([.. model.Proto.Graph.Input[0].Type.TensorType.Shape.Dim.Select(extent => extent.DimValue > 0 ? (int)extent.DimValue : Samples)]);

    private static float[] Run(byte[] file, DenseTensor<float> input)
    {
        using var session = new InferenceSession(file);
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
        return [.. outputs[0].AsEnumerable<float>()];
    }
}
