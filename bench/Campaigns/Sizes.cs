using System.Globalization;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Storage;
using ParDef.Quantization;

namespace ParDef.Campaigns;

/// <summary>Bytes of artifacts against bytes of model files, everything included.</summary>
internal static class Sizes
{
    /// <summary>The report.</summary>
    public static IEnumerable<string> Run(Campaign campaign, IReadOnlyList<FileInfo> models)
    {
        List<string> lines =
        [
            .. campaign.Heading("Sizes"),
            "Reduction = 1 - artifact bytes / ONNX file bytes. \"tensor\": one scale for a tensor.",
            "",
            "| model | ONNX bytes | artifact bytes | reduction % | tensor % | lossless % | bits a weight | code rate |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
        ];
        foreach (var file in models)
        {
            byte[] model = InputFile.Read(file.FullName);
            var channel = Inspect(model, new ProtectOptions { Id = "sizes" });
            var tensor = Inspect(model, new ProtectOptions { Id = "sizes", Granularity = Granularity.Tensor });
            var lossless = Inspect(model, new ProtectOptions { Id = "sizes", Lossless = true });
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"| {Path.GetFileNameWithoutExtension(file.Name)} | {model.Length:N0} | {channel.ArtifactBytes:N0} | {channel.ReductionPercent:0.00} | {tensor.ReductionPercent:0.00} | {lossless.ReductionPercent:0.00} | {channel.BitsPerWeight:0.00} | {channel.CodeRate:0.000} |"));
        }

        return lines;
    }

    private static Inspection Inspect(byte[] model, ProtectOptions options)
    {
        using var key = MasterKey.Generate();
        return Inspection.Of(Protector.Protect(model, key, options).Content, key);
    }
}
