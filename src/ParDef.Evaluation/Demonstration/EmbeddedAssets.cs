using ParDef.Data.ImageSets;
using ParDef.Data.Preparation;

namespace ParDef.Evaluation.Demonstration;

/// <summary>A small trained model and images to try it on, carried in this assembly so that a demonstration needs no files.</summary>
public static class EmbeddedAssets
{
    private const string ModelName = "resnet20-fashionmnist.onnx";
    private const string ImagesName = "fashion-mnist-1000-images-idx3-ubyte.gz";
    private const string LabelsName = "fashion-mnist-1000-labels-idx1-ubyte.gz";

    private static readonly Lazy<ImageSet> UnpackedImages = new(ReadImages);

    /// <summary>What the labels 0 to 9 mean.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>What the model was trained with: mean 0.2860, standard deviation 0.3530.</summary>
    public static Normalization Normalization { get; } = new([0.2860f], [0.3530f]);

    /// <summary>A ResNet-20 in ONNX, input "input" of shape N x 1 x 28 x 28, output "logits" of shape N x 10; a copy of the caller's own.</summary>
    public static byte[] Model
    {
        get
        {
            using var resource = Open(ModelName);
            byte[] model = new byte[resource.Length];
            resource.ReadExactly(model);
            return model;
        }
    }

    /// <summary>The first 1,000 images of the Fashion-MNIST test set (Xiao, Rasul, Vollgraf 2017), grey, 28 x 28, with labels.</summary>
    public static ImageSet Images => UnpackedImages.Value;

    private static ImageSet ReadImages()
    {
        using var images = Open(ImagesName);
        using var labels = Open(LabelsName);
        return IdxImageSet.Read(images, labels);
    }

    private static Stream Open(string name) =>
        typeof(EmbeddedAssets).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"the assembly lacks its resource {name}");
}
