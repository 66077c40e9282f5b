using ParDef.Attacks.FlipLists;
using ParDef.Attacks.Gradients;
using ParDef.Attacks.Integers;
using ParDef.Attacks.Tests.Samples;

namespace ParDef.Attacks.Tests.FlipLists;

public class FlipListTests
{
    private static readonly FlipList List = new("00ff", "s8-tensor", "bfa", ulong.MaxValue, [new("w", 7, 7), new("w", 0, 2), new("w", 7, 0)]);

    [Fact]
    public void What_is_written_is_read_again()
    {
        string text = List.Write();
        Assert.Equal(
            """
            {"type":"flips","model":"00ff","representation":"s8-tensor","attack":"bfa","seed":18446744073709551615}
            {"tensor":"w","index":7,"bit":7}
            {"tensor":"w","index":0,"bit":2}
            {"tensor":"w","index":7,"bit":0}

            """,
            text);
        var read = FlipList.Read(text);
        Assert.Equal(List.Changes, read.Changes);
        Assert.Equal(List with { Changes = [] }, read with { Changes = [] });
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("{}", 1)]
    [InlineData("{\"type\":\"other\"}", 1)]
    [InlineData("{\"type\":\"flips\",\"model\":\"\",\"representation\":\"s8-tensor\",\"attack\":\"bfa\",\"seed\":1}\n{\"tensor\":\"w\",\"index\":-1,\"bit\":0}", 2)]
    [InlineData("{\"type\":\"flips\",\"model\":\"\",\"representation\":\"s8-tensor\",\"attack\":\"bfa\",\"seed\":1}\n{\"tensor\":\"w\",\"index\":1,\"bit\":8}", 2)]
    [InlineData("{\"type\":\"flips\",\"model\":\"\",\"representation\":\"s8-tensor\",\"attack\":\"bfa\",\"seed\":1}\n[", 2)]
    public void What_is_no_list_is_refused_by_line(string text, int line) =>
        Assert.Equal($"line {line} is not that of a list of flips", Assert.Throws<FormatException>(() => FlipList.Read(text)).Message);

    [Fact]
    public void Replaying_flips_those_bits_and_no_others()
    {
        var integers = Read("s8-tensor");
        List.Replay(integers);
        Assert.Equal(3, integers.Distance);
        Assert.Equal(integers["w"].Original[7] ^ 0x81, integers["w"].Values[7]);
        Assert.Equal(integers["w"].Original[0] ^ 0x04, integers["w"].Values[0]);
    }

    [Fact]
    public void Another_form_and_bits_that_are_not_there_are_refused_before_anything_is_flipped()
    {
        Assert.Throws<FormatException>(() => List.Replay(Read("u8-tensor")));
        var integers = Read("s8-tensor");
        Assert.Equal(
            "the model has no element 20 of w",
            Assert.Throws<FormatException>(() => (List with { Changes = [.. List.Changes, new("w", 20, 0)] }).Replay(integers)).Message);
        Assert.Throws<FormatException>(() => (List with { Changes = [new("v", 0, 0)] }).Replay(integers));
        Assert.Equal(0, integers.Distance);
    }

    private static IntegerModel Read(string form) => IntegerModel.Quantize(
        DifferentiableModel.Read(new SmallGraph([2, 5]).Weight("w", [5, 4]).Node("MatMul", "x w", "y").Build(), 2), IntegerForm.ByName[form]);
}
