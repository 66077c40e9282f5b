using ParDef.Attacks.Gradients;
using ParDef.Attacks.Tests.Reference;
using ParDef.Attacks.Tests.Samples;

namespace ParDef.Attacks.Tests.Gradients;

/// <summary>Gradients of whole networks against differences in double precision, along the gradient and along random signs.</summary>
public class ModelGradientTests
{
    /// <summary>Relative error of a slope along the gradient, and of one along random signs relative to what signs give at the most.</summary>
    private const double Tolerance = 1e-3;

    [Fact]
    public void Of_the_demonstration_are_slopes_tensor_by_tensor() => Check(ModelFiles.Demonstration(), 2, int.MaxValue);

    [Theory]
    [InlineData("resnet20bn-cifar10-public.onnx", 12)]
    [InlineData("resnet32-cifar10.onnx", 12)]
    [InlineData("resnet32bn-cifar10.onnx", 12)]
    [InlineData("vgg16-cifar10.onnx", 8)]
    [InlineData("deit-tiny-cifar10.onnx", 8)]
    [InlineData("vit-small-fashionmnist.onnx", 30)]
    [InlineData("exported/convnext-s.onnx", 12)]
    [InlineData("exported/deit-block-dynamo.onnx", 12)]
    [InlineData("exported/densenet-bc-s.onnx", 12)]
    [InlineData("exported/efficientnet-se-s.onnx", 12)]
    [InlineData("exported/mobilenetv2-s.onnx", 12)]
    [InlineData("exported/mobilenetv2bn-s.onnx", 12)]
    [InlineData("exported/mobilenetv3-s.onnx", 12)]
    [InlineData("exported/shufflenetv2-s.onnx", 12)]
    [InlineData("exported/squeezenet-s.onnx", 12)]
    [InlineData("exported/unet-s.onnx", 12)]
    [InlineData("exported/vit-s.onnx", 12)]
    public void Of_shared_models_are_slopes(string name, int tensors) => Check(File.ReadAllBytes(ModelFiles.Shared("models/" + name)), 1, tensors);

    private static void Check(byte[] file, int batch, int tensors)
    {
        var model = DifferentiableModel.Read(file, batch);
        var random = new Random(5);
        float[] input = [.. Enumerable.Range(0, (int)Tensors.Elements(model.InputShape)).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1))];
        float[] targets = new float[Tensors.Elements(model.OutputShape)];
        for (int sample = 0; sample < batch; sample++)
        {
            targets[(sample * model.Classes) + random.Next(model.Classes)] = 1f / batch;
        }

        string[] of = [.. model.Parameters.Select(parameter => parameter.Name), model.Input];
        using var session = GradientSession.OfLoss(model, of);
        using var result = session.Run(input, targets);
        var values = model.Parameters.ToDictionary(parameter => parameter.Name, parameter => Doubles.Of(parameter.Shape, parameter.Values));
        values[model.Input] = Doubles.Of(model.InputShape, input);
        double loss = Loss(DoubleRun.Of(model, values), targets);
        Assert.InRange(result.Loss, loss * (1 - 1e-4), loss * (1 + 1e-4));

        string[] reached = [.. result.Names.Where(name => !name.StartsWith("gradient/", StringComparison.Ordinal))];
        int stride = Math.Max(1, reached.Length / tensors);
        foreach (string name in reached.Where((_, i) => i % stride == 0).Append(model.Input).Distinct())
        {
            double[] gradient = [.. result[name].ToArray().Select(value => (double)value)];
            double norm = Math.Sqrt(gradient.Sum(value => value * value));
            Assert.True(double.IsFinite(norm));
            if (norm < 1e-6)
            {
                // A bias before a normalization has no gradient but rounding.
                continue;
            }

            double along = Slope(model, values, targets, name, [.. gradient.Select(value => value / norm)], norm);
            Assert.True(Math.Abs(along - norm) <= Tolerance * norm, $"{name}: slope {along} along a gradient of {norm}");
            double[] signs = [.. gradient.Select(_ => random.Next(2) == 0 ? 1.0 : -1.0)];
            double expected = gradient.Zip(signs, (value, sign) => value * sign).Sum();
            double measured = Slope(model, values, targets, name, signs, norm);
            Assert.True(Math.Abs(measured - expected) <= Tolerance * gradient.Sum(Math.Abs), $"{name}: slope {measured} along signs for {expected}");
        }
    }

    private static double Slope(DifferentiableModel model, Dictionary<string, Doubles> values, float[] targets, string name, double[] direction, double norm)
    {
        // Long enough for the digits of the loss, short enough to cross few kinks: the engine's floats see some of them on the other side already.
        double step = Math.Min(1e-8 / Math.Min(1, norm), 1e-5);
        var original = values[name];
        values[name] = original with { Data = [.. original.Data.Zip(direction, (value, d) => value + (step * d))] };
        double above = Loss(DoubleRun.Of(model, values), targets);
        values[name] = original with { Data = [.. original.Data.Zip(direction, (value, d) => value - (step * d))] };
        double below = Loss(DoubleRun.Of(model, values), targets);
        values[name] = original;
        return (above - below) / (2 * step);
    }

    private static double Loss(Doubles logits, float[] targets)
    {
        int classes = logits.Shape[1];
        int positions = Doubles.Elements(logits.Shape[2..]);
        double loss = 0;
        for (int position = 0; position < logits.Data.Length / classes; position++)
        {
            int first = (position / positions * classes * positions) + (position % positions);
            double[] row = [.. Enumerable.Range(0, classes).Select(c => logits.Data[first + (c * positions)])];
            double largest = row.Max();
            double logarithm = largest + Math.Log(row.Sum(logit => Math.Exp(logit - largest)));
            for (int c = 0; c < classes; c++)
            {
                loss -= targets[first + (c * positions)] * (row[c] - logarithm);
            }
        }

        return loss;
    }
}
