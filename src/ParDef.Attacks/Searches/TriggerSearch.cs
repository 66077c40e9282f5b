using ParDef.Attacks.Gradients;

namespace ParDef.Attacks.Searches;

/// <summary>Makes triggers: a square that is moved by sign steps on its own gradient.</summary>
/// <param name="Row">First row; the square of the papers starts at 21 of 32.</param>
/// <param name="Column">First column.</param>
/// <param name="Size">Rows and columns, 10 in the papers.</param>
/// <param name="Low">Least prepared value.</param>
/// <param name="High">Largest prepared value.</param>
internal sealed record TriggerSearch(int Row, int Column, int Size, float Low, float High)
{
    /// <summary>Where the papers put it, in proportion to the image; values within half a unit of prepared images, so that the trigger alone is weak.</summary>
    public static TriggerSearch Weak(IReadOnlyList<long> shape)
    {
        int start = (int)(shape[2] * 21 / 32);
        return new TriggerSearch(start, start, Math.Min(10, (int)shape[2] - start), -0.5f, 0.5f);
    }

    /// <summary>A square of one value.</summary>
    public Trigger Flat(IReadOnlyList<long> shape, float value) =>
        new(Row, Column, Size, [.. Enumerable.Repeat(value, (int)shape[1] * Size * Size)]);

    /// <summary>Moves a trigger so that images are taken for a class: less cross-entropy to it.</summary>
    /// <param name="model">The victim, at the batch of the images.</param>
    /// <param name="batch">Images.</param>
    /// <param name="target">The class.</param>
    /// <param name="steps">Steps of <paramref name="size"/>.</param>
    /// <param name="size">Prepared units a step.</param>
    public Trigger Toward(DifferentiableModel model, ImageBatch batch, int target, int steps, float size)
    {
        var trigger = Flat(model.InputShape, 0);
        float[] targets = Objective.CrossEntropy(batch.Samples, [.. batch.Labels.Select(_ => target)], model.Classes, -1).Targets.ToArray();
        float[] samples = [.. batch.Samples];
        using var session = GradientSession.OfLoss(model, [model.Input]);
        for (int step = 0; step < steps; step++)
        {
            trigger.Apply(samples, model.InputShape);
            using var result = session.Run(samples, targets);
            Move(trigger, result[model.Input], model.InputShape, size);
        }

        return trigger;
    }

    /// <summary>One step against a gradient of the input, summed over images.</summary>
    public void Move(Trigger trigger, ReadOnlySpan<float> gradient, IReadOnlyList<long> shape, float size)
    {
        var (channels, height, width) = ((int)shape[1], (int)shape[2], (int)shape[3]);
        double[] sums = new double[trigger.Values.Length];
        for (int plane = 0; plane < gradient.Length / (height * width); plane++)
        {
            for (int i = 0; i < Size * Size; i++)
            {
                sums[(plane % channels * Size * Size) + i] += gradient[(((plane * height) + Row + (i / Size)) * width) + Column + (i % Size)];
            }
        }

        for (int i = 0; i < sums.Length; i++)
        {
            trigger.Values[i] = Math.Clamp(trigger.Values[i] - (size * Math.Sign(sums[i])), Low, High);
        }
    }
}
