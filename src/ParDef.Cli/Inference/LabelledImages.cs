using ParDef.Data;
using ParDef.Data.ImageSets;

namespace ParDef.Cli.Inference;

/// <summary>Image sets with the true class of each image.</summary>
internal static class LabelledImages
{
    /// <summary>Reads a set: <c>.dct.gz</c> holds its labels, IDX images have theirs in a file beside them whose name says labels and idx1.</summary>
    /// <exception cref="DataFormatException">Not such a set.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ImageSet Read(string path)
    {
        if (path.EndsWith(".dct.gz", StringComparison.Ordinal))
        {
            return DctImageSet.Read(path);
        }

        string name = Path.GetFileName(path);
        string labels = name.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        return labels == name
            ? throw new DataFormatException("is neither .dct.gz nor a file of IDX images with \"images\" in its name")
            : IdxImageSet.Read(path, Path.Combine(Path.GetDirectoryName(path) ?? "", labels));
    }
}
