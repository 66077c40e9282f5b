using System.Globalization;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Symmetry;
using ParDef.Reparameterization.Tests.Samples;

namespace ParDef.Reparameterization.Tests.Symmetry;

public class RandomGraphTests
{
    // The long run is PARDEF_RANDOM_GRAPHS=10000 (docs/reparameterization.md).
    private static readonly int Graphs = int.Parse(Environment.GetEnvironmentVariable("PARDEF_RANDOM_GRAPHS") ?? "300", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(ScaleLaw.None)]
    [InlineData(ScaleLaw.Uniform)]
    [InlineData(ScaleLaw.PowersOfTwo)]
    public void A_rewritten_graph_computes_the_same(ScaleLaw law)
    {
        var wrong = new List<string>();
        for (int seed = 0; seed < Graphs; seed++)
        {
            var (model, input) = RandomGraphs.Of(seed);
            var plan = Rewritten.Plan(model);
            double distance = Rewritten.Distance(model, Rewritten.Of(model, plan, DrawnKey.Draw(plan, Rewritten.Seed(seed), law)), input);
            if (!(distance < 1e-9))
            {
                wrong.Add($"{seed}: {distance:0.0e+0}: {string.Join(' ', model.Graph.Node.Select(node => node.OpType))}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Most_of_the_weights_move()
    {
        var shares = Enumerable.Range(0, Graphs).Select(seed => SymmetryReport.Of(Rewritten.Plan(RandomGraphs.Of(seed).Model))).ToList();
        Assert.True(shares.Average(report => report.MovedPercent) > 75, $"{shares.Average(report => report.MovedPercent)} %");
        Assert.True(shares.Average(report => report.ScaledPercent) > 40, $"{shares.Average(report => report.ScaledPercent)} %");
    }
}
