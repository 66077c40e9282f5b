namespace ParDef.IndependentDecoder.Payload;

/// <summary>One external file of the manifest (section 10).</summary>
/// <param name="Name">Name in UTF-8.</param>
/// <param name="Length">Bytes.</param>
public sealed record FileEntry(byte[] Name, ulong Length)
{
    /// <summary>Reads the fields; their encoding is checked with the manifest's.</summary>
    public static FileEntry Read(byte[] bytes)
    {
        byte[] name = [];
        ulong length = 0;
        for (var wire = new Wire(bytes); !wire.AtEnd;)
        {
            var (field, number, content) = wire.Next();
            RefusedException.Unless(field <= 2 && content is not null == (field == 1), $"field {field} of a file");
            name = content ?? name;
            length = content is null ? number : length;
        }

        return new FileEntry(name, length);
    }

    /// <summary>The one encoding.</summary>
    public byte[] Write() => [.. Wire.Bytes(1, Name), .. Wire.Number(2, Length)];

    /// <summary>Refuses names that could lead out of the folder.</summary>
    public void Check()
    {
        string name = Utf8.Text(Name);
        RefusedException.Unless(Name.Length <= 1024, "a file name that is too long");
        RefusedException.Unless(!name.Any(character => char.IsControl(character) || character is '\\' or ':'), "a character that file names do not have");
        RefusedException.Unless(name.Split('/').All(part => part is not ("" or "." or "..")), "a part of a file name that is empty or leads elsewhere");
    }
}
