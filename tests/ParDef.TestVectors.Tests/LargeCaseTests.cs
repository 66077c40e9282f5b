using ParDef.TestVectors.Cases;

namespace ParDef.TestVectors.Tests;

public class LargeCaseTests
{
    public static IEnumerable<TheoryDataRow<string>> Names() => LargeCases.Names.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_readers_agree_on_a_file_too_large_for_the_repository(string name)
    {
        var vector = LargeCases.Make(name);
        Assert.Equal(Outcome.Of(vector), Product.Read(vector));
        Assert.Equal(Outcome.Of(vector), SecondDecoder.Read(vector));
    }
}
