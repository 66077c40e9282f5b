using ParDef.Attacks.Faults;
using ParDef.Attacks.Gradients;
using ParDef.Attacks.Integers;
using ParDef.Data.Tensors;

namespace ParDef.Attacks.Searches;

/// <summary>A victim and what its attacker has: the model with its weights in eight bits, images, and a seed.</summary>
public sealed class AttackScene
{
    private readonly int[] ranked;

    /// <summary>Sets a scene. The model's weights are quantized by it.</summary>
    /// <param name="model">The victim, at any batch.</param>
    /// <param name="form">How it stores its weights.</param>
    /// <param name="images">Prepared images for the attacker, none of which may be evaluated on; N x C x H x W.</param>
    /// <param name="labels">True classes, one an image.</param>
    /// <param name="setting">Options of the attack.</param>
    /// <param name="seed">Decides every choice of the attack.</param>
    public AttackScene(
        DifferentiableModel model, IntegerForm form, FloatTensor images, ReadOnlyMemory<byte> labels, AttackSetting setting, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(images);
        Model = model;
        Integers = IntegerModel.Quantize(model, form);
        Images = images;
        Labels = labels;
        Setting = setting;
        Random = new SeededRandom(seed);
        ranked = [.. Enumerable.Range(0, (int)images.Shape[0])];
        for (int i = ranked.Length - 1; i > 0; i--)
        {
            int other = (int)Random.Below(i + 1);
            (ranked[i], ranked[other]) = (ranked[other], ranked[i]);
        }
    }

    /// <summary>The victim.</summary>
    public DifferentiableModel Model { get; }

    /// <summary>Its weights as stored.</summary>
    public IntegerModel Integers { get; }

    /// <summary>The attacker's images.</summary>
    public FloatTensor Images { get; }

    /// <summary>Their true classes.</summary>
    public ReadOnlyMemory<byte> Labels { get; }

    /// <summary>Options of the attack.</summary>
    public AttackSetting Setting { get; }

    /// <summary>What the attack wants; it says so before its first step.</summary>
    public AttackGoal Goal { get; set; } = AttackGoal.Untargeted;

    /// <summary>Further choices.</summary>
    public SeededRandom Random { get; }

    /// <summary>Draws images without repetition.</summary>
    /// <param name="count">How many.</param>
    /// <param name="skip">How many drawn ones to leave out, so that two draws have none in common.</param>
    /// <param name="isChosen">Which images may be drawn, by number; null for all.</param>
    /// <exception cref="ArgumentException">There are fewer.</exception>
    public ImageBatch Draw(int count, int skip = 0, Func<int, bool>? isChosen = null)
    {
        int[] drawn = [.. ranked.Where(image => isChosen is null || isChosen(image)).Skip(skip).Take(count)];
        if (drawn.Length < count)
        {
            throw new ArgumentException($"the attack needs {count + skip} images, and {drawn.Length + skip} fit");
        }

        int size = Images.Values.Length / ranked.Length;
        float[] samples = new float[count * size];
        for (int i = 0; i < count; i++)
        {
            Array.Copy(Images.Values, drawn[i] * size, samples, i * size, size);
        }

        return new ImageBatch(samples, [.. drawn.Select(image => (int)Labels.Span[image])]);
    }
}
