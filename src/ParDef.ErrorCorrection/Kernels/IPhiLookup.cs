namespace ParDef.ErrorCorrection.Kernels;

/// <summary>The tables of <see cref="PhiTables"/> for a vector of indices.</summary>
internal interface IPhiLookup<TSelf, TVector>
    where TSelf : struct, IPhiLookup<TSelf, TVector>
    where TVector : struct, IByteVector<TVector>
{
    static abstract TSelf Create();

    /// <summary>Phi of magnitudes of 0 to 127.</summary>
    TVector Phi(TVector magnitudes);

    /// <summary>Message magnitudes of sums of 0 to 255.</summary>
    TVector Message(TVector sums);
}
