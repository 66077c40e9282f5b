using System.Text.RegularExpressions;
using ParDef.TestVectors.Cases;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Tests;

public partial class CollectionTests
{
    private static readonly string[] Expectations =
        ["clean", "repaired", "header-refused", "wrong-key", "page-refused", "content-refused", "rolled-back", "unsupported", "key-refused"];

    [GeneratedRegex(@"^(?:## (?<section>\d+[a-z]?)\. |(?<clause>\d+)\. )", RegexOptions.Multiline)]
    private static partial Regex Numbered { get; }

    [Fact]
    public void The_generator_makes_the_committed_vectors_byte_for_byte()
    {
        var made = AllCases.Make();
        Assert.Equal(made.Select(vector => vector.Name), Collection.Names);
        Assert.All(made, vector => Assert.True(VectorFile.Write(vector).AsSpan().SequenceEqual(Collection.Bytes(vector.Name)), vector.Name));
        Assert.Equal(VectorJson.Index(made), File.ReadAllBytes(Path.Combine(Collection.Folder, "index.json")));
    }

    [Fact]
    public void Every_numbered_section_and_clause_of_the_document_is_cited()
    {
        var numbers = NumbersOf(File.ReadAllText(Path.Combine(Collection.Root, "docs", "format.md")));
        var cited = Collection.Names.SelectMany(name => Collection.Read(name).Sections).ToHashSet();
        Assert.DoesNotContain(numbers, number => !cited.Any(citation => citation == number || citation.StartsWith(number + ".", StringComparison.Ordinal)));
        Assert.Empty(cited.Except(numbers));
        Assert.Contains("9.5", numbers);
    }

    [Fact]
    public void A_new_section_and_a_new_clause_would_be_noticed()
    {
        Assert.Equal(["1", "1.1", "2", "17", "17.1", "17.2"], NumbersOf("## 1. One\n\n1. a\n   1. not this\n\n## 2. Two\n## 17. New\n\n1. a\n2. b\n"));
    }

    [Fact]
    public void Every_expectation_is_known_and_occurs_and_a_refusal_has_a_class()
    {
        var vectors = Collection.Names.Select(Collection.Read).ToList();
        Assert.Equal(Expectations.Order(), vectors.Select(vector => vector.Expect).Distinct().Order());
        Assert.All(vectors, vector => Assert.Equal(vector.Expect is "clean" or "repaired", vector.Code is null));
        Assert.All(vectors, vector => Assert.Equal(vector.Code is null, vector.RestoredSha256 is not null && vector.ArtifactSha256 is not null));
    }

    [Fact]
    public void Every_refused_vector_stands_next_to_an_accepted_one()
    {
        var vectors = Collection.Names.Select(Collection.Read).ToDictionary(vector => vector.Name);
        Assert.All(vectors.Values.Where(vector => vector.Code is not null), vector => Assert.Null(vectors[vector.DiffersFrom!].Code));
    }

    [Fact]
    public void A_vector_with_an_unknown_key_is_one_to_skip()
    {
        byte[] bytes = Collection.Bytes("control-lossless");
        Assert.NotNull(VectorFile.Read("known", bytes));
        Assert.Null(VectorFile.Read("unknown", [.. "later: yes\n"u8, .. bytes]));
    }

    private static List<string> NumbersOf(string document)
    {
        var numbers = new List<string>();
        string section = "";
        foreach (Match match in Numbered.Matches(document))
        {
            section = match.Groups["section"].Success ? match.Groups["section"].Value : section;
            numbers.Add(match.Groups["clause"].Success ? $"{section}.{match.Groups["clause"].Value}" : section);
        }

        return numbers;
    }
}
