using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys.Sources;

namespace ParDef.Artifacts.Tests.Keys.Sources;

public class Pkcs11UriTests
{
    [Fact]
    public void Attributes_are_read_as_RFC_7512_writes_them()
    {
        var uri = Pkcs11Uri.Parse("pkcs11:token=my%20token;object=a%3Db;type=secret-key?module-path=/lib/m.so&pin-source=file:/run/pin");
        Assert.Equal(new Pkcs11Uri("my token", "a=b", "/lib/m.so", "file:/run/pin", null), uri);
        Assert.Equal("12%", Pkcs11Uri.Parse("pkcs11:object=k;token=t?pin-value=12%25&module-path=m").PinValue);
    }

    [Theory]
    [InlineData("pkcs11:")]
    [InlineData("pkcs11:token=t;object=o")]
    [InlineData("pkcs11:token=t?module-path=m")]
    [InlineData("pkcs11:token=;object=o?module-path=m")]
    [InlineData("pkcs11:token=t;token=u;object=o?module-path=m")]
    [InlineData("pkcs11:token=t;object=o;colour=red?module-path=m")]
    [InlineData("pkcs11:token=t;object=o;type=cert?module-path=m")]
    [InlineData("pkcs11:token=t;object?module-path=m")]
    public void What_finds_no_key_is_refused(string text)
    {
        var refusal = Assert.Throws<ParDefException>(() => Pkcs11Uri.Parse(text));
        Assert.Equal(ErrorCode.Usage, refusal.Code);
        Assert.NotNull(refusal.Hint);
    }

    [Fact]
    public void A_refusal_never_repeats_the_PIN()
    {
        var refusal = Assert.Throws<ParDefException>(() => Pkcs11Uri.Parse("pkcs11:token=t?module-path=m&pin-value=4711"));
        Assert.DoesNotContain("4711", refusal.Message + refusal.Hint);
    }
}
