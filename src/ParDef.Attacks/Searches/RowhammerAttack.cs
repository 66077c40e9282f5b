using ParDef.Attacks.Integers;

namespace ParDef.Attacks.Searches;

/// <summary>The bit-flip attack with what hammered memory can do: one chosen flip a page, where a frame has a cell at that place and in that direction; the other cells of the frame flip too.</summary>
public sealed class RowhammerAttack : IAttack
{
    private static readonly AttackOption Batch = new("batch", "images in the batch", 128, 1, 1024);
    private static readonly AttackOption Frames = new("frames", "frames that pages can be placed in", 16384, 1, 1 << 20);
    private static readonly AttackOption Density = new("density", "cells that flip, a frame, on average", 1, 0, 100);

    /// <inheritdoc/>
    public string Name => "rowhammer";

    /// <inheritdoc/>
    public string Description => "flips few bits that hammered memory can flip, one a page, so that the classifier guesses";

    /// <inheritdoc/>
    public string Paper => "Yao, Rakin, Fan: DeepHammer: Depleting the Intelligence of Deep Neural Networks through Targeted Chain of Bit Flips, USENIX Security 2020; with a random template";

    /// <inheritdoc/>
    public AttackNeeds Needs => AttackNeeds.None;

    /// <inheritdoc/>
    public IReadOnlyList<AttackOption> Options => [Batch, Frames, Density];

    /// <summary>As the interface says; the changes of a step are the chosen bit, then those that flip beside it. The loss after a step is that of the chosen bit.</summary>
    public IEnumerable<AttackStep> Run(AttackScene scene, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var setting = scene.Setting;
        var integers = scene.Integers;
        var batch = scene.Draw(setting.Count(Batch.Name));
        var template = MemoryTemplate.Draw(setting.Count(Frames.Name), setting[Density.Name], scene.Random);
        var hammered = new HashSet<long>();
        var objective = Objective.CrossEntropy(batch.Samples, batch.Predict(scene.Model), scene.Model.Classes, direction: +1);
        using var search = new ProgressiveBitSearch(scene.Model.AtBatch(batch.Count), integers, objective, new ProgressiveBitSearchOptions
        {
            IsAllowed = change => !hammered.Contains(integers.Page(change.Tensor, change.Element)) && template.Has(Cell(integers, change)),
        });
        while (search.Step(cancellation) is { } step)
        {
            var chosen = step.Changes[0];
            long page = integers.Page(chosen.Tensor, chosen.Element);
            hammered.Add(page);
            // The chosen bit has been flipped already: its cell is that of before.
            var cell = Cell(integers, chosen);
            cell = cell with { Rises = !cell.Rises };
            var changes = new List<BitChange> { chosen };
            foreach (var other in template.Take(cell).Where(other => other != cell))
            {
                if (integers.At(page, other.Bit) is { } beside && Cell(integers, beside) == other)
                {
                    integers[beside.Tensor].Flip(beside.Element, beside.Bit);
                    changes.Add(beside);
                }
            }

            yield return step with { Changes = changes, Distance = integers.Distance };
        }
    }

    /// <summary>The cell that would flip a bit as it stands.</summary>
    private static MemoryCell Cell(IntegerModel integers, BitChange change)
    {
        long place = integers.Start(change.Tensor) + change.Element;
        return new MemoryCell(
            (int)(place % IntegerModel.PageBytes * 8) + change.Bit,
            (integers[change.Tensor].Values[change.Element] >> change.Bit & 1) == 0);
    }
}
