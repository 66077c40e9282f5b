using ParDef.Runtime.Scrubbing;
using ParDef.Runtime.Sessions;
using ParDef.Runtime.Tests.Samples;

namespace ParDef.Runtime.Tests.Memory;

public sealed class WatchedMemoryTests
{
    private static readonly SessionSettings OneThread = new() { Threads = 1, Watch = null };

    private static void EveryPageFollowsFromTheCodedCopy(byte[] model, bool lossless, int pagesTried)
    {
        using var artifact = new Artifact(model, lossless);
        using var opened = artifact.Open();
        using var session = opened.CreateSession(OneThread);
        int step = Math.Max(1, session.Weights.PageCount / pagesTried);
        var page = new byte[4096];
        for (int index = 0; index < session.Weights.PageCount; index += step)
        {
            var live = session.Weights.Page(index);
            page.AsSpan().Fill(0xEE);
            Assert.True(session.Weights.TryRecompute(index, page));
            Assert.True(live.SequenceEqual(page), $"page {index} of {session.Weights.PageCount}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_page_of_the_embedded_model_follows_from_the_coded_copy(bool lossless) =>
        EveryPageFollowsFromTheCodedCopy(Models.Embedded, lossless, int.MaxValue);

    [Theory]
    [MemberData(nameof(Models.SharedNames), MemberType = typeof(Models))]
    public void Pages_of_a_shared_model_follow_from_the_coded_copy(string name) => EveryPageFollowsFromTheCodedCopy(Models.Shared(name), lossless: false, 40);

    [Fact]
    public void A_changed_page_changes_the_outputs_and_a_restored_one_gives_them_back()
    {
        using var artifact = new Artifact(Models.Embedded);
        using var opened = artifact.Open();
        using var session = opened.CreateSession(OneThread);
        var before = Outputs.Of(session);
        for (int index = 0; index < session.Weights.PageCount; index += 10)
        {
            var right = session.Weights.Page(index).ToArray();
            var wrong = (byte[])right.Clone();
            for (int i = 2; i < wrong.Length; i += 4)
            {
                wrong[i] ^= 0x40;
            }

            session.Weights.Restore(index, wrong);
            Assert.NotEqual(before, Outputs.Of(session));
            var page = new byte[right.Length];
            Assert.True(session.Weights.TryRecompute(index, page));
            Assert.Equal(right, page);
            session.Weights.Restore(index, page);
            Assert.Equal(before, Outputs.Of(session));
        }
    }

    [Fact]
    public void The_coded_copy_repairs_itself_and_repairs_weights_meanwhile()
    {
        using var artifact = new Artifact(Models.Embedded);
        using var opened = artifact.Open();
        using var session = opened.CreateSession(OneThread);
        IWatchedMemory coded = session.Coded;
        var whole = Enumerable.Range(0, coded.PageCount).Select(index => coded.Page(index).ToArray()).ToList();
        Assert.Equal(File.ReadAllBytes(artifact.Path), whole.SelectMany(page => page));
        for (int index = 3; index < coded.PageCount; index += coded.PageCount / 6)
        {
            coded.Restore(index, new byte[whole[index].Length]);
        }

        var page = new byte[4096];
        Assert.True(session.Weights.TryRecompute(5, page));
        Assert.True(session.Weights.Page(5).SequenceEqual(page));
        for (int index = 0; index < coded.PageCount; index++)
        {
            var recomputed = new byte[whole[index].Length];
            if (!coded.Page(index).SequenceEqual(whole[index]))
            {
                Assert.True(coded.TryRecompute(index, recomputed));
                coded.Restore(index, recomputed);
            }

            Assert.Equal(whole[index], coded.Page(index).ToArray());
        }
    }

    [Fact]
    public void A_coded_copy_beyond_repair_recomputes_nothing()
    {
        using var artifact = new Artifact(Models.Embedded);
        using var opened = artifact.Open();
        using var session = opened.CreateSession(OneThread);
        for (int index = 0; index < session.Coded.PageCount; index += 2)
        {
            session.Coded.Restore(index, new byte[session.Coded.Page(index).Length]);
        }

        var page = new byte[4096];
        Assert.False(session.Weights.TryRecompute(0, page));
        Assert.False(session.Coded.TryRecompute(0, page));
    }
}
