using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Storage;
using ParDef.Artifacts.Tests.Samples;
using ParDef.Onnx.Reading;
using ParDef.Quantization;

namespace ParDef.Artifacts.Tests.Protecting;

/// <summary>Models that nobody here made: every one of them comes back to the byte, with its external files, or is refused by name.</summary>
public class WildModelTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Folders() => ["wild-onnx", "onnx-backend"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_model_comes_back_lossless_to_the_byte(string folder)
    {
        using var key = MasterKey.Generate();
        int seen = 0;
        foreach (string path in Files(folder, "*.onnx"))
        {
            byte[] model = File.ReadAllBytes(path);
            var made = Protector.Protect(model, ModelFolder.Of(path), key, Sample.Options with { Lossless = true }, Cancellation);
            var files = OpenedArtifact.Open(made.Content, key, OpenPolicy.Strict, Cancellation).RestoreFiles(Cancellation);
            Assert.True(files.Model.Span.SequenceEqual(model), path);
            Assert.All(files.External, file => Assert.True(
                file.Content.Span.SequenceEqual(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(path)!, file.Name))), path));
            seen++;
        }

        Assert.True(seen > 30);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_model_comes_back_as_the_slow_reference_quantizes_it(string folder)
    {
        using var key = MasterKey.Generate();
        int quantized = 0;
        foreach (string path in Files(folder, "*.onnx"))
        {
            var source = ModelFolder.Of(path);
            var model = OnnxModel.Read(File.ReadAllBytes(path), source.Read);
            // Where parts of a tensor have permutations of their own and share scales, the order decides which values do.
            bool isOrderFree = !model.Proto.Graph.Node.Any(node => node.OpType is "LSTM" or "GRU" or "RNN" or "ConvTranspose");
            var options = Sample.Options with { Reparameterize = isOrderFree };
            var made = Protector.Protect(File.ReadAllBytes(path), source, key, options, Cancellation);
            var files = OpenedArtifact.Open(made.Content, key, OpenPolicy.Strict, Cancellation).RestoreFiles(Cancellation);
            byte[] restored = [.. files.Model.Span, .. files.External.SelectMany(file => file.Content.ToArray())];
            Assert.True(restored.AsSpan().SequenceEqual(SlowQuantization.Of(model, Granularity.Channel)), path);
            quantized += restored.AsSpan().SequenceEqual(model.Source.Span) ? 0 : 1;
        }

        Assert.True(quantized >= 5, $"{quantized} models with a weight in 8 bits");
    }

    [Fact]
    public void An_ort_file_is_unsupported_by_name()
    {
        using var key = MasterKey.Generate();
        foreach (string path in Files("wild-onnx", "*.ort"))
        {
            var refusal = Assert.Throws<ParDefException>(() => Protector.Protect(File.ReadAllBytes(path), key, Sample.Options, Cancellation));
            Assert.Equal(ErrorCode.Unsupported, refusal.Code);
            Assert.Contains(".ort", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_external_file_behind_a_link_is_refused()
    {
        string path = Files("wild-onnx", "external-multi.onnx").Single();
        string folder = Directory.CreateTempSubdirectory("pardef").FullName;
        try
        {
            File.Copy(path, Path.Combine(folder, "m.onnx"));
            File.CreateSymbolicLink(
                Path.Combine(folder, "multi_external_weights.bin"), Path.Combine(Path.GetDirectoryName(path)!, "multi_external_weights.bin"));
            using var key = MasterKey.Generate();
            byte[] model = InputFile.Read(Path.Combine(folder, "m.onnx"));
            var refusal = Assert.Throws<ParDefException>(() =>
                Protector.Protect(model, ModelFolder.Of(Path.Combine(folder, "m.onnx")), key, Sample.Options, Cancellation));
            Assert.Equal(ErrorCode.FileAccess, refusal.Code);
            Assert.Contains("link", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Files(string folder, string pattern)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ParDef.slnx")))
        {
            root = root.Parent;
        }

        string path = Path.Combine(root?.Parent?.FullName ?? "", "shared", folder);
        if (!Directory.Exists(path))
        {
            Assert.Skip($"needs ../shared/{folder}");
        }

        return Directory.GetFiles(path, pattern, SearchOption.AllDirectories);
    }
}
