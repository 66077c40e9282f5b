using System.Text;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Verifying;

namespace ParDef.TestVectors.Tests;

public class VectorTests
{
    public static IEnumerable<TheoryDataRow<string>> Names() => Collection.Names.Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_product_gives_the_verdict_and_the_bytes(string name)
    {
        var vector = Collection.Read(name);
        Assert.Equal(Outcome.Of(vector), Product.Read(vector));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_second_decoder_gives_the_verdict_and_the_bytes(string name)
    {
        var vector = Collection.Read(name);
        Assert.Equal(Outcome.Of(vector), SecondDecoder.Read(vector));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_layer_that_refuses_is_the_one_named(string name)
    {
        var vector = Collection.Read(name);
        if (vector.Expect is "key-refused")
        {
            return;
        }

        using var master = KeyFile.Read(Encoding.UTF8.GetBytes(vector.Key), "the key");
        var damage = Verifier.Verify(vector.Artifact, master, TestContext.Current.CancellationToken).Damage;
        switch (vector.Expect)
        {
            case "header-refused" or "wrong-key" or "unsupported":
                Assert.Null(damage);
                break;
            case "page-refused":
                Assert.NotEmpty(damage!.RejectedPages);
                break;
            case "content-refused" when name.StartsWith("page-padding", StringComparison.Ordinal):
                // Refused while the pages are put together, before there is a report.
                break;
            default:
                Assert.Empty(damage!.RejectedPages);
                break;
        }
    }
}
