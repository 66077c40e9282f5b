using CsCheck;
using ParDef.Onnx.Reading;

namespace ParDef.Onnx.Tests.Reading;

public class SkeletonTests
{
    [Fact]
    public void Joining_what_was_cut_is_the_identity()
    {
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[0, 9].Array[0, 8]).Sample((file, lengths) =>
        {
            var cuts = new List<(int Offset, int Length)>();
            int offset = 0;
            for (int i = 0; i + 1 < lengths.Length && offset + lengths[i] + lengths[i + 1] <= file.Length; i += 2)
            {
                cuts.Add((offset + lengths[i], lengths[i + 1]));
                offset += lengths[i] + lengths[i + 1];
            }

            CheckJoin(file, cuts);
        });
    }

    [Fact]
    public void A_skeleton_holds_the_bytes_outside_of_the_cuts() =>
        Assert.Equal([0, 1, 4, 7], Skeleton.Cut([0, 1, 2, 3, 4, 5, 6, 7], [(2, 2), (5, 2)]));

    [Fact]
    public void Gaps_are_left_as_they_are()
    {
        byte[] file = [9, 9, 9, 9, 9];
        Skeleton.Join([0, 1], [(0, 1), (1, 2)], file);

        Assert.Equal([9, 0, 9, 9, 1], file);
    }

    [Theory]
    [InlineData(2, 3, 4, 1)]
    [InlineData(4, 1, 2, 1)]
    [InlineData(-1, 1, 2, 1)]
    [InlineData(0, -1, 2, 1)]
    [InlineData(0, 1, 7, 2)]
    [InlineData(0, 1, 8, int.MaxValue)]
    public void Cuts_that_overlap_or_lie_outside_are_refused(int firstOffset, int firstLength, int secondOffset, int secondLength) =>
        Assert.Throws<ArgumentException>(() => Skeleton.Cut(new byte[8], [(firstOffset, firstLength), (secondOffset, secondLength)]));

    [Theory]
    [InlineData(1, 2, 0, 2, 8)]
    [InlineData(0, 2, 5, 2, 8)]
    [InlineData(0, -1, 1, 5, 8)]
    [InlineData(0, 2, 1, 2, 9)]
    [InlineData(0, 2, 1, 2, 7)]
    public void Gaps_that_do_not_make_the_file_are_refused(int firstPosition, int firstLength, int secondPosition, int secondLength, int size) =>
        Assert.Throws<ArgumentException>(
            () => Skeleton.Join(new byte[4], [(firstPosition, firstLength), (secondPosition, secondLength)], new byte[size]));

    /// <summary>Cuts a file, joins it and fills the gaps: the file again.</summary>
    internal static void CheckJoin(byte[] file, IReadOnlyList<(int Offset, int Length)> cuts)
    {
        byte[] skeleton = Skeleton.Cut(file, cuts);
        var gaps = new List<(int Position, int Length)>();
        int removed = 0;
        foreach (var (offset, length) in cuts)
        {
            gaps.Add((offset - removed, length));
            removed += length;
        }

        var joined = new byte[file.Length];
        Skeleton.Join(skeleton, gaps, joined);
        foreach (var (offset, length) in cuts)
        {
            file.AsSpan(offset, length).CopyTo(joined.AsSpan(offset));
        }

        Assert.Equal(file.Length - removed, skeleton.Length);
        Assert.True(joined.AsSpan().SequenceEqual(file));
    }
}
