using System.Text.RegularExpressions;

namespace ParDef.Architecture;

public partial class DocumentTests
{
    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)")]
    private static partial Regex RelativeLink { get; }

    [GeneratedRegex(@"<!-- (\w+) -->\s*<!-- /\1 -->")]
    private static partial Regex EmptyBlock { get; }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "README.md", SearchOption.AllDirectories));

    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        var broken = from document in Documents()
                     from Match link in RelativeLink.Matches(File.ReadAllText(document))
                     where !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, link.Groups[1].Value))
                     select $"{Path.GetFileName(document)}: {link.Groups[1].Value}";
        Assert.Empty(broken);
    }

    [Fact]
    public void No_table_waits_to_be_filled()
    {
        Assert.DoesNotContain(Documents(), document => EmptyBlock.IsMatch(File.ReadAllText(document)));
    }

    [Fact]
    public void A_broken_link_and_an_empty_block_would_be_noticed()
    {
        Assert.Equal("nowhere.md", RelativeLink.Match("see [it](nowhere.md#part)").Groups[1].Value);
        Assert.Matches(EmptyBlock, "<!-- guarantees -->\n<!-- /guarantees -->");
    }
}
