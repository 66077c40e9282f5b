using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Attacks.Faults;
using ParDef.Evaluation.Demonstration;
using ParDef.Evaluation.PlainModels;
using ParDef.Onnx.Reading;
using ParDef.Onnx.Weights;

namespace ParDef.Evaluation.Tests.PlainModels;

public class PlainModelTests
{
    private static readonly Fault Nothing = new FlipBits(0);

    [Fact]
    public void A_fault_on_floats_changes_that_many_bits_of_weights_and_nothing_else()
    {
        byte[] model = EmbeddedAssets.Model;
        byte[] damaged = PlainModel.DamageFloats(model, new FlipBits(1_000), new SeededRandom(1));
        var weights = OnnxModel.Read(model).Initializers
            .Where(tensor => WeightRoles.ChannelAxes(OnnxModel.Read(model).Proto).ContainsKey(tensor.Name)).ToList();
        int changed = 0;
        for (int i = 0; i < model.Length; i++)
        {
            int bits = System.Numerics.BitOperations.PopCount((uint)(model[i] ^ damaged[i]));
            changed += bits;
            Assert.True(bits == 0 || weights.Exists(tensor => i >= tensor.Offset && i < tensor.Offset + tensor.Length));
        }

        Assert.Equal(1_000, changed);
    }

    [Fact]
    public void Without_a_fault_floats_stay_and_integers_only_round()
    {
        byte[] model = EmbeddedAssets.Model;
        Assert.Equal(model, PlainModel.DamageFloats(model, Nothing, new SeededRandom(1)));
        byte[] rounded = PlainModel.DamageIntegers(model, Nothing, new SeededRandom(1));
        using var key = MasterKey.Generate();
        byte[] artifact = Protector.Protect(model, key, new ProtectOptions { Id = "m" }, TestContext.Current.CancellationToken).Content;
        var opened = OpenedArtifact.Open(artifact, key, OpenPolicy.Strict, TestContext.Current.CancellationToken);
        Assert.NotEqual(model, rounded);
        Assert.Equal(opened.RestoreModel(TestContext.Current.CancellationToken), rounded);
    }

    [Fact]
    public void A_seed_names_the_damage()
    {
        byte[] model = EmbeddedAssets.Model;
        var flips = new FlipBits(50);
        byte[] one = PlainModel.DamageIntegers(model, flips, new SeededRandom(1));
        Assert.Equal(one, PlainModel.DamageIntegers(model, flips, new SeededRandom(1)));
        Assert.NotEqual(one, PlainModel.DamageIntegers(model, flips, new SeededRandom(2)));
    }
}
