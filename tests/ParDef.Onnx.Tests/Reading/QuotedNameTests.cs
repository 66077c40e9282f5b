using ParDef.Onnx.Reading;

namespace ParDef.Onnx.Tests.Reading;

public class QuotedNameTests
{
    [Fact]
    public void A_name_stands_in_quotes()
    {
        Assert.Equal("\"conv.weight\"", QuotedName.Of("conv.weight"));
        Assert.Equal("\"\"", QuotedName.Of(null));
    }

    [Fact]
    public void Control_characters_are_not_shown() => Assert.Equal("\"a??[2Jb\"", QuotedName.Of("a\n\u001b[2Jb"));

    [Fact]
    public void A_long_name_is_cut() => Assert.Equal(105, QuotedName.Of(new string('n', 1_000_000)).Length);
}
