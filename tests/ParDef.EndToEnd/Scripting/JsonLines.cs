using System.Globalization;
using System.Text.Json.Nodes;

namespace ParDef.EndToEnd.Scripting;

/// <summary>What a command printed under <c>--json</c>: one document a line, each with its schema.</summary>
internal sealed class JsonLines
{
    private readonly List<JsonNode> _documents;

    public JsonLines(string output)
    {
        _documents = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        Assert.NotEmpty(_documents);
        Assert.All(_documents, document => Assert.Equal(1, (int?)document["schema"]));
    }

    /// <summary>A value as text, by a path like <c>error.code</c> or <c>list.0</c>; null if it is null or not there.</summary>
    public string? Text(int line, string path) => Find(line, path)?.ToString();

    /// <summary>The sum of the numbers in an object.</summary>
    public long Sum(int line, string path) => Find(line, path)!.AsObject().Sum(member => (long)member.Value!);

    private JsonNode? Find(int line, string path)
    {
        Assert.InRange(line, 1, _documents.Count);
        JsonNode? node = _documents[line - 1];
        foreach (string name in path.Split('.'))
        {
            node = node is JsonArray list ? list[int.Parse(name, CultureInfo.InvariantCulture)] : node?[name];
        }

        return node;
    }
}
