using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ParDef.TestVectors.Writing;

/// <summary>A vector as a file: lines of <c>key: value</c>, an empty line, the artifact.</summary>
public static class VectorFile
{
    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        var text = new StringBuilder();
        Line(text, "expect", vector.Expect);
        Line(text, "code", vector.Code);
        Line(text, "section", string.Join(", ", vector.Sections));
        Line(text, "key", JsonSerializer.Serialize(vector.Key, VectorJson.Plain));
        Line(text, "restored-sha256", vector.RestoredSha256);
        Line(text, "external", vector.External);
        Line(text, "artifact-sha256", vector.ArtifactSha256);
        Line(text, "differs-from", vector.DiffersFrom);
        Line(text, "demand-id", vector.DemandId);
        Line(text, "demand-revision", vector.DemandRevision == 0 ? null : vector.DemandRevision.ToString(CultureInfo.InvariantCulture));
        Line(text, "state", vector.State);
        Line(text, "comment", vector.Comment);
        return [.. Encoding.UTF8.GetBytes(text.Append('\n').ToString()), .. vector.Artifact];
    }

    /// <summary>Reads a file; null if it has a key that this reader does not know, which means that it must be skipped.</summary>
    public static Vector? Read(string name, byte[] file)
    {
        int end = file.AsSpan().IndexOf("\n\n"u8);
        var values = Encoding.UTF8.GetString(file, 0, end).Split('\n').Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        string? Take(string key) => values.Remove(key, out string? value) ? value : null;
        var vector = new Vector
        {
            Name = name,
            Expect = Take("expect")!,
            Code = Take("code"),
            Sections = Take("section")!.Split(", "),
            Key = JsonSerializer.Deserialize<string>(Take("key")!)!,
            RestoredSha256 = Take("restored-sha256"),
            External = Take("external"),
            ArtifactSha256 = Take("artifact-sha256"),
            DiffersFrom = Take("differs-from"),
            DemandId = Take("demand-id"),
            DemandRevision = ulong.Parse(Take("demand-revision") ?? "0", CultureInfo.InvariantCulture),
            State = Take("state"),
            Comment = Take("comment")!,
            Artifact = file[(end + 2)..],
        };
        return values.Count == 0 ? vector : null;
    }

    private static void Line(StringBuilder text, string key, string? value)
    {
        if (value is not null)
        {
            text.Append(key).Append(": ").Append(value).Append('\n');
        }
    }
}
