using ParDef.Attacks.Faults;
using ParDef.Attacks.Searches;

namespace ParDef.Attacks.Tests.Searches;

public class BitFlipAttackTests
{
    private static readonly (string, double)[] Small = [("batch", 64)];

    [Theory]
    [InlineData("s8-tensor", 1)]
    [InlineData("u8-tensor", 3)]
    public void Fewer_than_forty_flips_make_the_demonstration_guess(string form, ulong seed)
    {
        var scene = SceneOfDemonstration.Make(new BitFlipAttack(), form, seed, Small);
        double clean = SceneOfDemonstration.Percent(scene, (answer, label) => answer == label);
        var steps = new List<AttackStep>();
        foreach (var step in new BitFlipAttack().Run(scene, TestContext.Current.CancellationToken))
        {
            // Every step truly helps, and says what it did.
            Assert.True(step.LossAfter > step.LossBefore);
            Assert.Equal(scene.Integers.Distance, step.Distance);
            steps.Add(step);
            if (steps.Count == 40 || SceneOfDemonstration.Percent(scene, (answer, label) => answer == label) <= 20)
            {
                break;
            }
        }

        Assert.InRange(clean, 85, 100);
        Assert.InRange(scene.Integers.Distance, 2, 40);
        Assert.InRange(SceneOfDemonstration.Percent(scene, (answer, label) => answer == label), 0, 20);

        // The same number of random flips does next to nothing.
        int flips = scene.Integers.Distance;
        scene.Integers.Restore();
        var random = new SeededRandom(seed);
        for (int i = 0; i < flips; i++)
        {
            var tensor = scene.Integers.Tensors[(int)random.Below(scene.Integers.Tensors.Count)];
            tensor.Flip((int)random.Below(tensor.Length), (int)random.Below(8));
        }

        Assert.InRange(SceneOfDemonstration.Percent(scene, (answer, label) => answer == label), clean - 25, 100);
    }

    [Fact]
    public void Steps_replay_to_the_same_bytes_and_depend_on_the_seed_alone()
    {
        var first = SceneOfDemonstration.Make(new BitFlipAttack(), "s8-tensor", 5, Small);
        var second = SceneOfDemonstration.Make(new BitFlipAttack(), "s8-tensor", 5, Small);
        var replayed = SceneOfDemonstration.Make(new BitFlipAttack(), "s8-tensor", 5, Small);
        BitChange[] changes = [.. new BitFlipAttack().Run(first, TestContext.Current.CancellationToken).Take(3).SelectMany(step => step.Changes)];
        Assert.Equal(changes, new BitFlipAttack().Run(second, TestContext.Current.CancellationToken).Take(3).SelectMany(step => step.Changes));
        foreach (var change in changes)
        {
            replayed.Integers[change.Tensor].Flip(change.Element, change.Bit);
        }

        Assert.All(first.Integers.Tensors, tensor => Assert.True(tensor.Values.SequenceEqual(replayed.Integers[tensor.Name].Values)));
    }

    [Fact]
    public void Forbidden_bits_are_left_alone()
    {
        var scene = SceneOfDemonstration.Make(new BitFlipAttack(), "s8-tensor", 6, [.. Small, ("highest-bit", 6)]);
        Assert.All(
            new BitFlipAttack().Run(scene, TestContext.Current.CancellationToken).Take(3).SelectMany(step => step.Changes),
            change => Assert.InRange(change.Bit, 0, 6));
    }

    [Fact]
    public void Options_are_refused_by_name_and_range()
    {
        var attack = new BitFlipAttack();
        Assert.Equal(
            "bfa has no option size; it has batch, top, at-once, highest-bit",
            Assert.Throws<ArgumentException>(() => new AttackSetting(attack, new Dictionary<string, double> { ["size"] = 1 })).Message);
        Assert.Equal(
            "batch of bfa is 1 to 1024, not 0",
            Assert.Throws<ArgumentException>(() => new AttackSetting(attack, new Dictionary<string, double> { ["batch"] = 0 })).Message);
    }
}
