using ParDef.Attacks.Faults;

namespace ParDef.Attacks.Searches;

/// <summary>
/// What hammered memory can do: frames of 4,096 bytes, each with a random set of cells that flip, each cell in one direction only. A model of memory, not data of one.
/// </summary>
public sealed class MemoryTemplate
{
    /// <summary>Bits of a frame.</summary>
    public const int FrameBits = 4096 * 8;

    private readonly Dictionary<MemoryCell, List<int>> frames = [];
    private readonly List<MemoryCell>[] cells;

    private MemoryTemplate(List<MemoryCell>[] cells)
    {
        this.cells = cells;
        for (int frame = 0; frame < cells.Length; frame++)
        {
            foreach (var cell in cells[frame])
            {
                if (!frames.TryGetValue(cell, out var with))
                {
                    frames[cell] = with = [];
                }

                with.Add(frame);
            }
        }
    }

    /// <summary>Draws a template.</summary>
    /// <param name="count">Frames that the attacker can place pages in.</param>
    /// <param name="density">Cells that flip, a frame, on average.</param>
    /// <param name="random">Where.</param>
    public static MemoryTemplate Draw(int count, double density, SeededRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var cells = new List<MemoryCell>[count];
        for (int frame = 0; frame < count; frame++)
        {
            // The whole part for certain, the rest by chance.
            int number = (int)density + (random.Below(1_000_000) < (density - (int)density) * 1_000_000 ? 1 : 0);
            cells[frame] = [.. Enumerable.Range(0, number).Select(_ => new MemoryCell((int)random.Below(FrameBits), random.Below(2) == 1)).DistinctBy(cell => cell.Bit)];
        }

        return new MemoryTemplate(cells);
    }

    /// <summary>True if a free frame has a cell that does this.</summary>
    public bool Has(MemoryCell cell) => frames.TryGetValue(cell, out var with) && with.Count > 0;

    /// <summary>Places a page in a frame with a cell, so that the frame is free no more.</summary>
    /// <returns>All cells of the frame: whoever hammers it gets them all.</returns>
    public IReadOnlyList<MemoryCell> Take(MemoryCell cell)
    {
        int frame = frames[cell][0];
        foreach (var of in cells[frame])
        {
            frames[of].Remove(frame);
        }

        return cells[frame];
    }
}
