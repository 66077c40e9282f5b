using ParDef.ErrorCorrection.Construction;

namespace ParDef.ErrorRates.Sweeps;

/// <summary>The numbers of a chain.</summary>
/// <param name="Blocks">K, information blocks a section: 51, 27, 10 or 5.</param>
/// <param name="Lifting">Zb, bytes a block: 64, 128, 256 or 512.</param>
/// <param name="Sections">S, data sections.</param>
internal sealed record ChainShape(int Blocks, int Lifting, int Sections)
{
    /// <summary>Rate of the code, tail included.</summary>
    public double Rate
    {
        get
        {
            double information = (double)Blocks * Sections;
            return information / (information + CodeGeometry.ParityBlocks * (Sections + CodeGeometry.TailSections));
        }
    }

    /// <summary>The geometry of a file that is one such chain with all its pages in use.</summary>
    public CodeGeometry OneChain() => CodeGeometry.Create(
        (int)((long)Blocks * Sections * Lifting / CodeGeometry.PageBytes), Blocks, Lifting, Sections, chains: 1);

    /// <inheritdoc/>
    public override string ToString() => $"K {Blocks}, Zb {Lifting}, S {Sections}";
}
