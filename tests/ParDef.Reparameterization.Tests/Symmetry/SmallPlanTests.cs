using ParDef.Reparameterization.Tests.Samples;

namespace ParDef.Reparameterization.Tests.Symmetry;

/// <summary>Plans of single layers, where it is known what must move and what must stay.</summary>
public class SmallPlanTests
{
    [Fact]
    public void A_channel_cut_out_by_its_number_stays()
    {
        var g = new GraphBuilder(1, 2, 3, 4, 3);
        string x = g.Conv("x", 6);
        string one = g.Add("Slice", [x, g.Integers(2), g.Integers(3), g.Integers(1)]);
        var plan = Rewritten.Plan(g.Build(g.Conv(g.Add("Mul", [x, one]), 2)));
        Assert.Equal([5], plan.Orbits);
    }

    [Fact]
    public void Channels_that_a_resize_mixes_stay()
    {
        var g = new GraphBuilder(1, 2, 3, 4, 3);
        var plan = Rewritten.Plan(g.Build(g.Conv(g.Resized(g.Conv("x", 6), 1.1), 2)));
        Assert.Empty(plan.Orbits);
    }

    [Fact]
    public void Parts_of_an_instance_over_two_axes_stay_in_it()
    {
        var g = new GraphBuilder(1, 1, 3, 4, 3);
        var plan = Rewritten.Plan(g.Build(g.Conv(g.FoldedGroupNorm(g.Conv("x", 8)), 2)));
        Assert.Equal([2, 2, 2, 2], plan.Orbits);
    }

    [Fact]
    public void A_plain_cell_in_one_direction_moves()
    {
        var g = new GraphBuilder(1, 2, 4, 3);
        string[] y = g.AddMany("RNN", 2, ["x", g.Weight(1, 5, 3), g.Weight(1, 5, 5), g.Weight(1, 10)], ("hidden_size", 5));
        var plan = Rewritten.Plan(g.Build(g.Dense(y[1], 2)));
        Assert.Equal([5], plan.Orbits);
        Assert.Equal(4, plan.Tensors.Count);
    }
}
