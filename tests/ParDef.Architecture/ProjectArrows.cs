using System.Xml.Linq;

namespace ParDef.Architecture;

/// <summary>Who may know whom. A lower line may use a higher one, never the reverse.</summary>
internal static class ProjectArrows
{
    /// <summary>Every source project and the projects it may name, as docs/architecture.md draws them.</summary>
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>
    {
        ["ParDef.Onnx"] = [],
        ["ParDef.Data"] = [],
        ["ParDef.Quantization"] = [],
        ["ParDef.ErrorCorrection"] = [],
        ["ParDef.Reparameterization"] = ["ParDef.Onnx"],
        ["ParDef.Artifacts"] = ["ParDef.Onnx", "ParDef.Quantization", "ParDef.ErrorCorrection", "ParDef.Reparameterization"],
        ["ParDef.Runtime"] = ["ParDef.Onnx", "ParDef.Artifacts"],
        ["ParDef.Attacks"] = ["ParDef.Data", "ParDef.Onnx", "ParDef.Quantization", "ParDef.ErrorCorrection", "ParDef.Artifacts", "ParDef.Runtime"],
        ["ParDef.Evaluation"] =
        [
            "ParDef.Onnx", "ParDef.Data", "ParDef.Quantization", "ParDef.ErrorCorrection", "ParDef.Artifacts", "ParDef.Runtime", "ParDef.Attacks",
        ],
        ["ParDef.Cli"] =
        [
            "ParDef.Onnx", "ParDef.Data", "ParDef.Quantization", "ParDef.ErrorCorrection", "ParDef.Artifacts", "ParDef.Runtime", "ParDef.Attacks",
            "ParDef.Evaluation",
        ],
    };

    /// <summary>Arrows of a project file that the table does not allow.</summary>
    public static IReadOnlyList<string> Violations(string project, XDocument file)
    {
        if (!Allowed.TryGetValue(project, out string[]? allowed))
        {
            return [$"{project} is not in the table"];
        }

        return [.. file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Where(name => !allowed.Contains(name))
            .Select(name => $"{project} -> {name}")];
    }
}
