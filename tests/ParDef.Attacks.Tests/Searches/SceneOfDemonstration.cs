using ParDef.Attacks.Gradients;
using ParDef.Attacks.Integers;
using ParDef.Attacks.Searches;
using ParDef.Attacks.Tests.Samples;
using ParDef.Data.ImageSets;
using ParDef.Data.Preparation;

namespace ParDef.Attacks.Tests.Searches;

/// <summary>The embedded model and images: the first 600 for the attacker, the others to evaluate on.</summary>
internal static class SceneOfDemonstration
{
    private const int AttackImages = 600;

    public static AttackScene Make(IAttack attack, string form, ulong seed, params (string Name, double Value)[] options)
    {
        var images = Images().Range(0, AttackImages);
        return new AttackScene(
            DifferentiableModel.Read(ModelFiles.Demonstration(), 1),
            IntegerForm.ByName[form],
            Normalization.Apply(images),
            images.Labels,
            new AttackSetting(attack, options.ToDictionary(option => option.Name, option => option.Value)),
            seed);
    }

    /// <summary>Share of evaluation images, in percent, for which a condition of answer and label holds.</summary>
    public static double Percent(AttackScene scene, Func<int, int, bool> holds, Func<int, bool>? isCounted = null)
    {
        var images = Images().Range(AttackImages, 400);
        float[] samples = Normalization.Apply(images).Values;
        scene.Goal.Trigger?.Apply(samples, [images.Count, 1, 28, 28]);
        int[] labels = [.. images.Labels.ToArray().Select(label => (int)label)];
        var answers = new ImageBatch(samples, labels).Predict(scene.Model);
        int[] counted = [.. Enumerable.Range(0, labels.Length).Where(image => isCounted is null || isCounted(labels[image]))];
        return 100.0 * counted.Count(image => holds(answers[image], labels[image])) / counted.Length;
    }

    private static Normalization Normalization { get; } = new([0.2860f], [0.3530f]);

    private static ImageSet Images() => IdxImageSet.Read(
        ModelFiles.Asset("fashion-mnist-1000-images-idx3-ubyte.gz"), ModelFiles.Asset("fashion-mnist-1000-labels-idx1-ubyte.gz"));
}
