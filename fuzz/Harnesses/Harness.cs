namespace ParDef.Fuzz.Harnesses;

/// <summary>
/// One parser under test. It gets any bytes and may answer by the exception that its documentation names; whatever else leaves it is a finding.
/// </summary>
/// <param name="Name">Name on the command line, and of its folder under <c>corpus/</c>.</param>
/// <param name="Run">Reads one input.</param>
internal sealed record Harness(string Name, Action<byte[]> Run)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Harness> All { get; } =
    [
        new("onnx", OnnxHarness.Run),
        new("artifact", ArtifactHarness.Run),
        new("sealed", SealedHarness.Run),
        new("key", KeyFileHarness.Run),
        new("npy", DataHarness.Npy),
        new("idx", DataHarness.Idx),
        new("dct", DataHarness.Dct),
    ];
}
