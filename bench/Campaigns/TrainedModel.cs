using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using ParDef.Data.ImageSets;
using ParDef.Data.Preparation;
using ParDef.Evaluation.Accuracy;

namespace ParDef.Campaigns;

/// <summary>A trained classifier with the test data and the normalisation that its README names.</summary>
internal sealed record TrainedModel(string File, bool IsFashion, Normalization Normalization)
{
    private static readonly Normalization Fashion = new([0.2860f], [0.3530f]);
    private static readonly Normalization Cifar = new([0.4914f, 0.4822f, 0.4465f], [0.2470f, 0.2435f, 0.2616f]);
    private static readonly Normalization Public = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);
    private static readonly ConcurrentDictionary<string, Lazy<ImageSet>> Sets = [];

    public static IReadOnlyList<TrainedModel> All { get; } =
    [
        new("resnet20-fashionmnist.onnx", true, Fashion),
        new("vit-small-fashionmnist.onnx", true, Fashion),
        new("resnet32-cifar10.onnx", false, Cifar),
        new("resnet32bn-cifar10.onnx", false, Cifar),
        new("resnet20bn-cifar10-public.onnx", false, Public),
        new("resnet20bn-cifar10-public8.onnx", false, Public),
        new("vgg16-cifar10.onnx", false, Cifar),
        new("deit-tiny-cifar10.onnx", false, Cifar),
    ];

    /// <summary>The test file, read once.</summary>
    public ImageSet Images(string shared) => Read(shared, "t10k", "test");

    /// <summary>Training images: what an attacker or a calibration has, disjoint from <see cref="Images"/>.</summary>
    public ImageSet AttackImages(string shared) => Read(shared, "calib", "calib");

    /// <summary>What a model of this kind says about images. Where trials run at once, each gets one thread.</summary>
    public Predictions Predict(byte[] model, ImageSet images, Campaign campaign)
    {
        using var options = new SessionOptions();
        options.IntraOpNumThreads = campaign.Parallelism > 1 ? 1 : 0;
        using var session = new InferenceSession(model, options);
        return Predictions.Of(session, images, Normalization, campaign.Cancellation);
    }

    private ImageSet Read(string shared, string fashion, string cifar)
    {
        string Data(string name) => Path.Combine(shared, "data", name);
        return IsFashion
            ? Sets.GetOrAdd(Data($"{fashion}-images-idx3-ubyte.gz"), images => new(() => IdxImageSet.Read(images, Data($"{fashion}-labels-idx1-ubyte.gz")))).Value
            : Sets.GetOrAdd(Data($"cifar10-jpeg75-{cifar}.dct.gz"), images => new(() => DctImageSet.Read(images))).Value;
    }
}
