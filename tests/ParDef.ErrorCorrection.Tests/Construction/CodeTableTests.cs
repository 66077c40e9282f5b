using System.Security.Cryptography;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorCorrection.Tests.Construction;

public class CodeTableTests
{
    private static string Text()
    {
        using var reader = new StreamReader(CodeTable.OpenTables());
        return reader.ReadToEnd();
    }

    [Fact]
    public void The_table_file_is_the_normative_one()
    {
        using var stream = CodeTable.OpenTables();
        Assert.Equal(
            "d79b5d87beefd23ad835ab9be2664d4a20a9980eecf0f3358c405fc518c4881b", Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    [Fact]
    public void The_rule_makes_the_table_file()
    {
        string[] shipped = [.. Text().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'))];
        Assert.Equal(shipped, TableGenerator.Generate().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(7, 64)]
    [InlineData(27, 63)]
    public void Other_codes_do_not_exist(int informationBlocks, int blockBytes)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CodeTable.For(informationBlocks, blockBytes));
    }
}
