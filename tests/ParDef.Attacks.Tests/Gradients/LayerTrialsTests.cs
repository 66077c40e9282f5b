using ParDef.Attacks.Gradients;
using ParDef.Attacks.Tests.Samples;

namespace ParDef.Attacks.Tests.Gradients;

public class LayerTrialsTests
{
    [Fact]
    public void The_rest_of_the_network_gives_what_the_whole_one_gives()
    {
        var model = DifferentiableModel.Read(ModelFiles.Demonstration(), 3);
        string[] weights = [.. model.ChannelAxes.Keys];
        float[] samples = [.. Enumerable.Range(0, (int)Tensors.Elements(model.InputShape)).Select(i => (float)Math.Sin(i))];
        using var trials = new LayerTrials(model, weights);
        using var whole = new ForwardSession(model, [model.Output]);
        trials.Prepare(samples);
        foreach (string weight in weights)
        {
            float before = model[weight].Values[5];
            model[weight].Values[5] += 1;
            var outputs = whole.Run(samples);
            using (outputs[0])
            {
                Assert.Equal(outputs[0].GetTensorDataAsSpan<float>().ToArray(), trials.Logits(weight));
            }

            model[weight].Values[5] = before;
        }
    }
}
