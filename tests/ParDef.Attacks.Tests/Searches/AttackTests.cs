using ParDef.Attacks.Searches;

namespace ParDef.Attacks.Tests.Searches;

/// <summary>Every attack does on the demonstration what it is for.</summary>
public class AttackTests
{
    [Theory]
    [InlineData("tbfa", 30)]
    [InlineData("tbfa-1to1", 30)]
    [InlineData("tbfa-stealthy", 60)]
    [InlineData("proflip", 12)]
    public void A_targeted_search_raises_success_by_forty_points(string name, int flips)
    {
        var attack = AttackCatalog.Find(name);
        var scene = SceneOfDemonstration.Make(attack, "s8-tensor", 3, ("batch", 32));
        double? floor = null;
        foreach (var step in attack.Run(scene, TestContext.Current.CancellationToken))
        {
            Assert.True(step.LossAfter < step.LossBefore);
            if (floor is null)
            {
                foreach (var change in step.Changes)
                {
                    scene.Integers[change.Tensor].Flip(change.Element, change.Bit);
                }

                floor = Success(scene);
                foreach (var change in step.Changes)
                {
                    scene.Integers[change.Tensor].Flip(change.Element, change.Bit);
                }
            }

            if (scene.Integers.Distance >= flips || Success(scene) >= floor + 40)
            {
                break;
            }
        }

        Assert.InRange(Success(scene), floor!.Value + 40, 100);
    }

    [Fact]
    public void The_published_trojan_search_goes_either_way()
    {
        var attack = AttackCatalog.Find("proflip-as-published");
        var scene = SceneOfDemonstration.Make(attack, "u8-tensor", 3, ("batch", 32));
        Assert.Contains(attack.Run(scene, TestContext.Current.CancellationToken).Take(4), step => step.LossAfter > step.LossBefore);
    }

    [Fact]
    public void A_bit_trojan_of_the_last_layer_wins_and_keeps_most_clean_answers()
    {
        var attack = AttackCatalog.Find("tbt");
        var scene = SceneOfDemonstration.Make(attack, "s8-tensor", 4);
        double clean = SceneOfDemonstration.Percent(scene, (answer, label) => answer == label);
        var step = Assert.Single(attack.Run(scene, TestContext.Current.CancellationToken));
        Assert.Equal(scene.Integers.Distance, step.Changes.Count);
        Assert.All(step.Changes, change => Assert.Equal("linear.weight", change.Tensor));
        Assert.InRange(Success(scene), 60, 100);
        scene.Goal = new AttackGoal(2);
        Assert.InRange(SceneOfDemonstration.Percent(scene, (answer, label) => answer == label), clean - 20, 100);
    }

    [Fact]
    public void One_sample_gets_the_wanted_class_and_the_others_keep_theirs()
    {
        var attack = AttackCatalog.Find("talbf");
        var scene = SceneOfDemonstration.Make(attack, "s8-tensor", 5);
        double clean = SceneOfDemonstration.Percent(scene, (answer, label) => answer == label);
        var step = Assert.Single(attack.Run(scene, TestContext.Current.CancellationToken));
        Assert.InRange(step.Changes.Count, 1, 40);
        Assert.Equal(scene.Goal.Target, new ImageBatch(scene.Goal.Sample!, [0]).Predict(scene.Model)[0]);
        Assert.InRange(SceneOfDemonstration.Percent(scene, (answer, label) => answer == label), clean - 5, 100);
    }

    [Fact]
    public void One_step_of_all_weights_the_right_way_does_far_more_than_noise()
    {
        var attack = AttackCatalog.Find("apa");
        double Accuracy(double noise)
        {
            var scene = SceneOfDemonstration.Make(attack, "s8-tensor", 6, ("batch", 64), ("bound", 2), ("steps", 2), ("noise", noise));
            foreach (var step in attack.Run(scene, TestContext.Current.CancellationToken))
            {
                Assert.All(scene.Integers.Tensors, tensor => Assert.True(IsWithin(tensor.Values, tensor.Original, 2)));
            }

            return SceneOfDemonstration.Percent(scene, (answer, label) => answer == label);
        }

        Assert.InRange(Accuracy(noise: 0), 0, Accuracy(noise: 1) - 30);
    }

    [Fact]
    public void Channels_moved_towards_the_target_help_and_as_published_they_do_not()
    {
        var attack = AttackCatalog.Find("p3a");
        (double Floor, double After) Run(double published)
        {
            var scene = SceneOfDemonstration.Make(attack, "u8-tensor", 7, ("batch", 64), ("published-sign", published));
            foreach (var step in attack.Run(scene, TestContext.Current.CancellationToken))
            {
                Assert.Equal(published == 1, step.LossAfter > step.LossBefore);
            }

            double after = Success(scene);
            scene.Integers.Restore();
            return (Success(scene), after);
        }

        var (floor, after) = Run(0);
        Assert.True(after > floor);
        var (publishedFloor, published) = Run(1);
        Assert.True(published <= publishedFloor);
    }

    private static bool IsWithin(ReadOnlySpan<byte> values, ReadOnlySpan<byte> original, int steps)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (Math.Abs((sbyte)values[i] - (sbyte)original[i]) > steps)
            {
                return false;
            }
        }

        return true;
    }

    private static double Success(AttackScene scene) =>
        SceneOfDemonstration.Percent(scene, (answer, _) => answer == scene.Goal.Target, scene.Goal.Concerns);
}
