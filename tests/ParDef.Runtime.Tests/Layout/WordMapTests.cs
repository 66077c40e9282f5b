using ParDef.Runtime.Layout;

namespace ParDef.Runtime.Tests.Layout;

public class WordMapTests
{
    private static void GivesBack(int[] words, IReadOnlyList<uint> literals, long largest = long.MaxValue)
    {
        var map = WordMap.Pack(words, literals);
        Assert.Equal(words.Length, map.Length);
        Assert.InRange(map.Footprint, 0, largest);
        var random = new Random(1);
        for (int trial = 0; trial < 50; trial++)
        {
            int first = trial == 0 ? 0 : random.Next(words.Length);
            var read = new int[trial == 0 ? words.Length : random.Next(words.Length - first + 1)];
            map.Read(first, read);
            Assert.True(words.AsSpan(first, read.Length).SequenceEqual(read));
        }
    }

    [Fact]
    public void Words_in_order_take_a_single_run() => GivesBack([.. Enumerable.Range(1_000, 50_000)], [], largest: 16);

    [Fact]
    public void A_blocked_filter_with_padded_channels_is_nested_runs()
    {
        // 20 x 12 x 3 x 3 in blocks of 16 by 16: output channels innermost, missing ones zero.
        var words = new List<int>();
        for (int outer = 0; outer < 32; outer += 16)
        {
            for (int tap = 0; tap < 9; tap++)
            {
                for (int input = 0; input < 16; input++)
                {
                    for (int output = outer; output < outer + 16; output++)
                    {
                        words.Add(output < 20 && input < 12 ? 7 + (((output * 12) + input) * 9) + tap : WordMap.Zero);
                    }
                }
            }
        }

        GivesBack([.. words], [], largest: words.Count * sizeof(int));
    }

    [Fact]
    public void Anything_at_all_is_given_back()
    {
        var random = new Random(7);
        for (int trial = 0; trial < 200; trial++)
        {
            var words = new int[random.Next(1, 400)];
            int run = random.Next(1, 9);
            int literals = 0;
            for (int i = 0; i < words.Length; i++)
            {
                words[i] = random.Next(20) switch
                {
                    0 => WordMap.Zero,
                    1 => WordMap.LiteralCode(literals++),
                    2 => random.Next(1_000),
                    _ => (i / run * 100) + (i % run * 3),
                };
            }

            GivesBack(words, new uint[literals]);
        }
    }

    [Fact]
    public void Literals_keep_their_values()
    {
        var map = WordMap.Pack([5, WordMap.LiteralCode(0), WordMap.LiteralCode(1), WordMap.Zero], [17u, 23u]);
        var read = new int[4];
        map.Read(0, read);
        Assert.Equal((17u, 23u), (map.Literal(read[1]), map.Literal(read[2])));
        Assert.Equal(2, map.Literals);
    }
}
