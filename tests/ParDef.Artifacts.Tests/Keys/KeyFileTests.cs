using System.Text;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;

namespace ParDef.Artifacts.Tests.Keys;

public class KeyFileTests
{
    [Fact]
    public void A_key_survives_its_text()
    {
        using var key = MasterKey.Generate();
        string text = KeyFile.Write(key, TimeProvider.System);
        using var back = KeyFile.Read(Encoding.UTF8.GetBytes(text), "k");
        Assert.Equal(key.KeyId.ToArray(), back.KeyId.ToArray());
        Assert.Contains($"# key id: {Convert.ToHexStringLower(key.KeyId.Span)}", text);
        Assert.Contains("# created: 20", text);
    }

    [Fact]
    public void Comments_blank_lines_and_carriage_returns_do_not_matter()
    {
        using var key = MasterKey.Generate();
        string text = "\r\n# note\r\n" + KeyFile.Write(key, TimeProvider.System).ReplaceLineEndings("\r\n");
        using var back = KeyFile.Read(Encoding.UTF8.GetBytes(text), "k");
        Assert.Equal(key.KeyId.ToArray(), back.KeyId.ToArray());
    }

    [Fact]
    public void Every_changed_character_of_the_secret_is_noticed()
    {
        using var key = MasterKey.Generate();
        string text = KeyFile.Write(key, TimeProvider.System);
        int start = text.IndexOf("PARDEF-KEY-1:", StringComparison.Ordinal) + 13;
        for (int i = start; i < start + 48; i++)
        {
            char other = text[i] == 'A' ? 'B' : 'A';
            byte[] changed = Encoding.UTF8.GetBytes(text[..i] + other + text[(i + 1)..]);
            Assert.Equal(ErrorCode.MalformedKey, Assert.Throws<ParDefException>(() => KeyFile.Read(changed, "k")).Code);
        }
    }

    [Theory]
    [InlineData("", ErrorCode.MalformedKey)]
    [InlineData("# only a comment", ErrorCode.MalformedKey)]
    [InlineData("hello", ErrorCode.MalformedKey)]
    [InlineData("PARDEF-KEY-1:AAAA", ErrorCode.MalformedKey)]
    [InlineData("PARDEF-KEY-1:!!!!", ErrorCode.MalformedKey)]
    [InlineData("PARDEF-KEY-2:AAAA", ErrorCode.Unsupported)]
    public void What_is_no_key_file_is_refused_by_name(string text, ErrorCode code)
    {
        var refusal = Assert.Throws<ParDefException>(() => KeyFile.Read(Encoding.UTF8.GetBytes(text), "here.key"));
        Assert.Equal(code, refusal.Code);
        Assert.Contains("here.key", refusal.Message);
    }

    [Fact]
    public void A_message_never_holds_the_secret()
    {
        using var key = MasterKey.Generate();
        string text = KeyFile.Write(key, TimeProvider.System).TrimEnd();
        string secret = text[(text.LastIndexOf(':') + 1)..];
        var refusal = Assert.Throws<ParDefException>(() => KeyFile.Read(Encoding.UTF8.GetBytes(text + "\n" + text), "k"));
        Assert.DoesNotContain(secret, refusal.ToString());
    }

    [Fact]
    public void A_long_file_is_refused_before_it_is_looked_at()
    {
        Assert.Equal(ErrorCode.MalformedKey, Assert.Throws<ParDefException>(() => KeyFile.Read(new byte[KeyFile.MaxBytes + 1], "k")).Code);
    }
}
