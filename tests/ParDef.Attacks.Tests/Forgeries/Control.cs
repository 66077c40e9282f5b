using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Recovering;
using ParDef.Attacks.Forgeries;
using ParDef.ErrorCorrection.Interleaving;

namespace ParDef.Attacks.Tests.Forgeries;

/// <summary>What a product without tags would do, and the one secret that a forger of its files would need for a codeword: where words lie.</summary>
internal static class Control
{
    /// <summary>The model that comes out when nobody looks at tags.</summary>
    public static byte[] RestoreWithoutTags(Scene scene, ReadOnlyMemory<byte> forged, CancellationToken cancellation)
    {
        using var recovery = Recovery.Run(forged, scene.Key, RecoveryScope.WholeFile, key => new UncheckedCipher(key), cancellation);
        recovery.ThrowIfBeyondRepair();
        return ModelContent.Open(recovery).RestoreSource(ModelForm.Original, cancellation);
    }

    /// <summary>The placement of the words of the scene's target.</summary>
    public static KeyedStreams TruePlacement(Scene scene)
    {
        using var key = HeaderSearch.Find(scene.Loot.Target.Span, scene.Key)[0].Key;
        return InterleaverStream.Under(LockedMemory.Of(key.Interleaver.Span));
    }
}
