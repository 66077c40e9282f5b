using Google.Protobuf;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Tests.Samples;
using ParDef.Onnx.Proto;
using ParDef.Reparameterization.Tests.Samples;

namespace ParDef.Artifacts.Tests.Reparameterizing;

/// <summary>The analysis meets graphs that no engine would run. Whatever it makes of them, the model is protected and comes back to the byte.</summary>
public class SenselessGraphTests
{
    private static readonly long[] Odd = [-1, 0, 1, 2, 3, 7, -3, int.MaxValue, long.MinValue, 1L << 40];

    [Fact]
    public void Graphs_that_make_no_sense_come_back_to_the_byte()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            byte[] model = Changed(seed).ToByteArray();
            try
            {
                using var sample = new Sample(model, Sample.Options with { Lossless = true });
                var opened = OpenedArtifact.Open(sample.File, sample.Key, OpenPolicy.Strict, TestContext.Current.CancellationToken);
                Assert.True(opened.RestoreModel(TestContext.Current.CancellationToken).AsSpan().SequenceEqual(model));
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }
        }
    }

    private static ModelProto Changed(int seed)
    {
        var random = new Random(seed);
        var model = RandomGraphs.Of(seed % 100).Model;
        var nodes = model.Graph.Node;
        var taking = nodes.Where(node => node.Input.Count > 0).ToList();
        for (int change = 0; change <= random.Next(3); change++)
        {
            var node = taking[random.Next(taking.Count)];
            switch (random.Next(7))
            {
                case 0:
                    node.OpType = nodes[random.Next(nodes.Count)].OpType;
                    break;
                case 1:
                    node.Input[random.Next(node.Input.Count)] = nodes[random.Next(nodes.Count)].Output[0];
                    break;
                case 2:
                    node.Input[random.Next(node.Input.Count)] = model.Graph.Initializer[random.Next(model.Graph.Initializer.Count)].Name;
                    break;
                case 3:
                    node.Input.RemoveAt(random.Next(node.Input.Count));
                    node.Input.Add("");
                    break;
                case 4:
                    SetOdd(node, random);
                    break;
                case 5:
                    node.Attribute.Clear();
                    break;
                default:
                    // The same content in another shape.
                    var dims = model.Graph.Initializer[random.Next(model.Graph.Initializer.Count)].Dims;
                    long[] shuffled = [.. dims.OrderBy(_ => random.Next())];
                    dims.Clear();
                    dims.Add(shuffled);
                    dims.Add(random.Next(2) == 0 ? [1] : []);
                    break;
            }
        }

        return model;
    }

    private static void SetOdd(NodeProto node, Random random)
    {
        foreach (var attribute in node.Attribute)
        {
            attribute.I = Odd[random.Next(Odd.Length)];
            for (int i = 0; i < attribute.Ints.Count; i++)
            {
                attribute.Ints[i] = random.Next(2) == 0 ? attribute.Ints[i] : Odd[random.Next(Odd.Length)];
            }
        }
    }
}
