namespace ParDef.Attacks.Searches;

/// <summary>A cell of memory that flips.</summary>
/// <param name="Bit">Place in its frame: byte times 8 plus bit of the byte.</param>
/// <param name="Rises">True if it goes from 0 to 1, false if from 1 to 0; never the other way.</param>
public readonly record struct MemoryCell(int Bit, bool Rises);
