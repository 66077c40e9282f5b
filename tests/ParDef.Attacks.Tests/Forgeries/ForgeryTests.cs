using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Opening;
using ParDef.Attacks.Faults;
using ParDef.Attacks.Forgeries;

namespace ParDef.Attacks.Tests.Forgeries;

/// <summary>The short form of docs/results/forgeries.md.</summary>
public class ForgeryTests
{
    private const int Attempts = 20;

    public static TheoryData<string> Names => [.. Forgery.All.Select(forgery => forgery.Name)];

    private static Forgery Named(string name) => Forgery.All.Single(forgery => forgery.Name == name);

    [Theory]
    [MemberData(nameof(Names))]
    public void No_forged_file_is_accepted(string name)
    {
        foreach (var (weights, attempts) in ((int, int)[])[(1_000, Attempts), (8_000, 5)])
        {
            using var scene = new Scene(weights, seed: 1);
            for (int attempt = 0; attempt < attempts; attempt++)
            {
                byte[] forged = Named(name).Forge(scene.Loot, new SeededRandom((ulong)attempt));
                var outcome = ForgeryTrial.Run(scene, forged, TestContext.Current.CancellationToken);
                Assert.False(outcome.IsAccepted, $"{weights} weights, attempt {attempt}: {outcome.By}");
            }
        }
    }

    [Fact]
    public void Names_are_distinct() => Assert.Distinct(Forgery.All.Select(forgery => forgery.Name));

    [Fact]
    public void The_authentic_file_is_accepted()
    {
        using var scene = new Scene(1_000, seed: 1);
        Assert.True(ForgeryTrial.Run(scene, scene.Loot.Target, TestContext.Current.CancellationToken).IsAccepted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Only_tags_stop_a_codeword_of_chosen_content(bool knowsPlacement)
    {
        using var scene = new Scene(1_000, seed: 1);
        var loot = knowsPlacement ? scene.Loot with { Placement = Control.TruePlacement(scene) } : scene.Loot;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            byte[] forged = Named("chosen-codeword").Forge(loot, new SeededRandom((ulong)attempt));
            Assert.False(ForgeryTrial.Run(scene, forged, TestContext.Current.CancellationToken).IsAccepted);
            Assert.NotEqual(scene.Model, Control.RestoreWithoutTags(scene, forged, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void Without_tags_an_authentic_file_opens_to_its_model()
    {
        using var scene = new Scene(1_000, seed: 1);
        Assert.Equal(scene.Model, Control.RestoreWithoutTags(scene, scene.Loot.Target.ToArray(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void After_a_rekey_the_old_header_opens_nothing_under_the_new_key()
    {
        using var scene = new Scene(1_000, seed: 1);
        byte[] replayed = scene.Loot.Target.ToArray();
        foreach (int offset in PublicHeader.Read(replayed).Layout.HeaderOffsets)
        {
            scene.Loot.BeforeRekey.Span.Slice(offset, 1344).CopyTo(replayed.AsSpan(offset));
        }

        // Pages do not change in a rekey, so this is the older file, which the old key still opens: a rekey revokes nothing.
        Assert.Equal(scene.Loot.BeforeRekey.ToArray(), replayed);
        var refusal = Assert.Throws<ParDefException>(
            () => OpenedArtifact.Open(replayed, scene.Key, OpenPolicy.Repairing, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCode.WrongKey, refusal.Code);
    }
}
