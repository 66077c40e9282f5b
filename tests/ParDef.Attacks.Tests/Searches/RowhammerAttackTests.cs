using ParDef.Attacks.Faults;
using ParDef.Attacks.Integers;
using ParDef.Attacks.Searches;

namespace ParDef.Attacks.Tests.Searches;

public class RowhammerAttackTests
{
    [Fact]
    public void Every_flip_obeys_the_template()
    {
        const ulong seed = 9;
        var attack = new RowhammerAttack();
        var scene = SceneOfDemonstration.Make(attack, "s8-tensor", seed, ("batch", 16), ("frames", 4000), ("density", 3.5));
        // The same stream: images are ranked first, then the template is drawn.
        var twin = SceneOfDemonstration.Make(attack, "s8-tensor", seed);
        var template = MemoryTemplate.Draw(4000, 3.5, twin.Random);
        var pages = new HashSet<long>();
        int flips = 0;
        foreach (var step in attack.Run(scene, TestContext.Current.CancellationToken).Take(8))
        {
            long page = scene.Integers.Page(step.Changes[0].Tensor, step.Changes[0].Element);
            Assert.True(pages.Add(page));
            MemoryCell[] cells = [.. step.Changes.Select(change => Cell(twin.Integers, change))];
            Assert.True(template.Has(cells[0]));
            var frame = template.Take(cells[0]);
            Assert.All(cells, cell => Assert.Contains(cell, frame));
            Assert.All(step.Changes, change => Assert.Equal(page, scene.Integers.Page(change.Tensor, change.Element)));

            // Nothing of the frame that could flip was left out.
            Assert.Equal(
                cells.Order(Comparer<MemoryCell>.Create((a, b) => a.Bit.CompareTo(b.Bit))),
                frame.Where(cell => twin.Integers.At(page, cell.Bit) is { } change && Cell(twin.Integers, change) == cell).OrderBy(cell => cell.Bit));
            foreach (var change in step.Changes)
            {
                twin.Integers[change.Tensor].Flip(change.Element, change.Bit);
                flips++;
            }
        }

        Assert.InRange(flips, 3, 100);
        Assert.Equal(flips, scene.Integers.Distance);
        Assert.All(scene.Integers.Tensors, tensor => Assert.True(tensor.Values.SequenceEqual(twin.Integers[tensor.Name].Values)));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(2.25)]
    public void Templates_have_the_density_that_was_asked_for(double density)
    {
        var template = MemoryTemplate.Draw(20000, density, new SeededRandom(1));
        int taken = 0;
        for (int bit = 0; bit < MemoryTemplate.FrameBits; bit++)
        {
            foreach (bool rises in (bool[])[false, true])
            {
                while (template.Has(new MemoryCell(bit, rises)))
                {
                    taken += template.Take(new MemoryCell(bit, rises)).Count;
                }
            }
        }

        Assert.InRange(taken, 20000 * density * 0.8, 20000 * density * 1.2);
    }

    private static MemoryCell Cell(IntegerModel integers, BitChange change) => new(
        (int)((integers.Start(change.Tensor) + change.Element) % IntegerModel.PageBytes * 8) + change.Bit,
        (integers[change.Tensor].Values[change.Element] >> change.Bit & 1) == 0);
}
