using System.Security.Cryptography;
using ParDef.IndependentDecoder.Keys;
using ParDef.TestVectors.Building;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>The three forms that a vector has.</summary>
internal static class Case
{
    /// <summary>A file that is accepted as it is.</summary>
    public static Vector Clean(string name, string sections, Recipe recipe, string comment)
    {
        byte[] artifact = recipe.Build();
        return new Vector
        {
            Name = name,
            Expect = "clean",
            Sections = sections.Split(' '),
            Key = KeyText.Write(recipe.Master),
            RestoredSha256 = Sha256(recipe.Model.File),
            ArtifactSha256 = Sha256(artifact),
            Comment = comment,
            Artifact = artifact,
        };
    }

    /// <summary>A damaged file that comes back as the recipe wrote it.</summary>
    public static Vector Repaired(string name, string sections, Recipe recipe, Func<byte[], byte[]> damage, string comment)
    {
        byte[] whole = recipe.Build();
        return Clean(name, sections, recipe, comment) with { Expect = "repaired", Artifact = damage((byte[])whole.Clone()) };
    }

    /// <summary>A file that is refused.</summary>
    /// <param name="name">Name of the vector.</param>
    /// <param name="expect">What refuses it.</param>
    /// <param name="code">Class of error.</param>
    /// <param name="sections">Sections, separated by spaces.</param>
    /// <param name="differsFrom">The accepted vector next to it.</param>
    /// <param name="artifact">The file.</param>
    /// <param name="comment">The one difference.</param>
    public static Vector Refused(string name, string expect, string code, string sections, string? differsFrom, byte[] artifact, string comment) => new()
    {
        Name = name,
        Expect = expect,
        Code = code,
        Sections = sections.Split(' '),
        Key = KeyText.Write(Controls.Master),
        DiffersFrom = differsFrom,
        Comment = comment,
        Artifact = artifact,
    };

    /// <summary>A file that a holder of the key has written against one rule.</summary>
    public static Vector Forged(string name, string sections, string differsFrom, Recipe recipe, Action<Recipe> breakRule, string comment)
    {
        breakRule(recipe);
        return Refused(name, "content-refused", "forged", sections, differsFrom, recipe.Build(), comment);
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
