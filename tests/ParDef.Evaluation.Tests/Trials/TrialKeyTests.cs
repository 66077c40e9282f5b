using ParDef.Evaluation.Trials;

namespace ParDef.Evaluation.Tests.Trials;

public class TrialKeyTests
{
    private static readonly TrialKey Key = new("flips: 3\nrounds: 1", "ab12", "0.1.0", 4);

    [Fact]
    public void The_text_names_all_parts()
    {
        Assert.Equal("version 0.1.0\nmodel ab12\ntrial 4\nflips: 3\nrounds: 1", Key.Text);
    }

    [Fact]
    public void Another_part_is_another_text()
    {
        TrialKey[] keys =
        [
            Key, Key with { Campaign = "flips: 3" }, Key with { ModelDigest = "ab13" }, Key with { Version = "0.1.1" }, Key with { Number = 5 },
        ];
        Assert.Equal(keys.Length, keys.Select(key => key.Text).Distinct().Count());
    }

    [Fact]
    public void A_version_cannot_pose_as_more()
    {
        Assert.Throws<ArgumentException>(() => (Key with { Version = "0.1.0\nmodel cd" }).Text);
        Assert.Throws<ArgumentException>(() => (Key with { ModelDigest = "ab\ntrial 9" }).Text);
    }
}
