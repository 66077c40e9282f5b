using CsCheck;
using ParDef.Data.ImageSets;
using ParDef.Data.Preparation;

namespace ParDef.Data.Tests.Preparation;

public class SplitTests
{
    [Fact]
    public void Every_image_is_in_exactly_one_part_and_keeps_its_place()
    {
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 200], Gen.ULong).Sample((size, count, seed) =>
        {
            var split = Split.Draw(Numbered(size), Math.Min(size, count), seed);
            int[] calibration = Numbers(split.Calibration), test = Numbers(split.Test);
            Assert.Equal(Math.Min(size, count), calibration.Length);
            Assert.Equal(Enumerable.Range(0, size), calibration.Concat(test).Order());
            Assert.Equal(calibration.Order(), calibration);
            Assert.Equal(test.Order(), test);
            Assert.Equal(calibration.Select(number => (byte)(number + 1)), split.Calibration.Labels.ToArray());
        });
    }

    [Fact]
    public void A_seed_always_draws_the_same()
    {
        // Made once by this code: a change of the draw changes published results.
        Assert.Equal(Pinned, Numbers(Split.Draw(Numbered(100), 5, 42).Calibration));
        Assert.NotEqual(Pinned, Numbers(Split.Draw(Numbered(100), 5, 43).Calibration));
    }

    [Fact]
    public void Over_many_seeds_every_image_is_drawn_as_often()
    {
        int[] drawn = new int[20];
        for (ulong seed = 0; seed < 2000; seed++)
        {
            foreach (int number in Numbers(Split.Draw(Numbered(20), 5, seed).Calibration))
            {
                drawn[number]++;
            }
        }

        // 500 expected, standard deviation 19.4: five of them either way.
        Assert.All(drawn, times => Assert.InRange(times, 403, 597));
    }

    [Fact]
    public void More_than_there_is_cannot_be_drawn() => Assert.Throws<ArgumentOutOfRangeException>(() => Split.Draw(Numbered(3), 4, 0));

    private static int[] Pinned => [24, 25, 35, 83, 96];

    private static ImageSet Numbered(int size)
    {
        byte[] pixels = [.. Enumerable.Range(0, size).Select(i => (byte)i)];
        return new ImageSet(1, 1, 1, pixels.Select(pixel => (byte)(pixel + 1)).ToArray(), pixels);
    }

    private static int[] Numbers(ImageSet images) => [.. images.Pixels.ToArray().Select(pixel => (int)pixel)];
}
