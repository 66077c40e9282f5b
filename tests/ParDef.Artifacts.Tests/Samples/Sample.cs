using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Packing;
using ParDef.Artifacts.Protecting;

namespace ParDef.Artifacts.Tests.Samples;

/// <summary>A protected sample: its model, its key, its file.</summary>
internal sealed class Sample : IDisposable
{
    public Sample(byte[]? model = null, ProtectOptions? options = null)
    {
        Model = model ?? SampleModel.Make();
        File = Protector.Protect(Model, Key, options ?? Options).Content;
    }

    public static ProtectOptions Options { get; } = new() { Id = "sample" };

    public static ProtectOptions Stored { get; } = new() { Id = "sample", Compression = BlockCompression.None };

    public byte[] Model { get; }

    public MasterKey Key { get; } = MasterKey.FromBytes(Enumerable.Range(0, 32).Select(i => (byte)(7 * i)).ToArray());

    public byte[] File { get; }

    /// <summary>The file with one change.</summary>
    public byte[] With(Action<byte[]> change)
    {
        byte[] file = [.. File];
        change(file);
        return file;
    }

    public void Dispose() => Key.Dispose();
}
