using System.Globalization;
using ParDef.Artifacts.Errors;
using ParDef.Data.Images;
using ParDef.Data.ImageSets;
using ParDef.Data.Preparation;
using ParDef.Data.Tensors;
using ParDef.Evaluation.Demonstration;

namespace ParDef.Cli.Inference;

/// <summary>Tensors from what a user names: an array, an image, or an image that comes with the command.</summary>
/// <param name="input">What the model takes.</param>
/// <param name="mean">Mean a channel of samples scaled to 0..1, or null for 0.</param>
/// <param name="deviation">Standard deviation a channel, or null for 1.</param>
internal sealed class InputReader(ModelInput input, IReadOnlyList<float>? mean, IReadOnlyList<float>? deviation)
{
    private const string Embedded = "embedded";

    /// <summary>True if the word names an embedded image and no file.</summary>
    public static bool IsEmbedded(string word) => word == Embedded || word.StartsWith(Embedded + ":", StringComparison.Ordinal);

    /// <summary>Reads and prepares one input.</summary>
    /// <exception cref="ParDefException">It is of no known kind or does not fit the model.</exception>
    /// <exception cref="Data.DataFormatException">It is not well-formed.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public FloatTensor Read(string word)
    {
        if (IsEmbedded(word))
        {
            return EmbeddedAssets.Normalization.Apply(EmbeddedImage(word));
        }

        return Path.GetExtension(word).ToUpperInvariant() switch
        {
            ".NPY" => NpyFile.Read(word),
            ".PNG" or ".JPG" or ".JPEG" => ReadImage(word),
            _ => throw new ParDefException(
                ErrorCode.MalformedInput, $"{word} is of no known kind", "give .npy, .png or .jpg files, or embedded:INDEX"),
        };
    }

    private FloatTensor ReadImage(string path)
    {
        var (channels, height, width) = input.ImageSize;
        var plain = Normalization.ToUnitRange(channels);
        return new Normalization(mean ?? plain.Mean, deviation ?? plain.StandardDeviation).Apply(ImageFile.Read(path, channels, height, width));
    }

    private static ImageSet EmbeddedImage(string word)
    {
        var images = EmbeddedAssets.Images;
        string place = word == Embedded ? "0" : word[(Embedded.Length + 1)..];
        return int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < images.Count
            ? images.Range(index, 1)
            : throw new ParDefException(ErrorCode.MalformedInput, $"{word} names no image: the index goes from 0 to {images.Count - 1}");
    }
}
