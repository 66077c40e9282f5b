using System.Globalization;
using System.Security.Cryptography;
using ParDef.Artifacts.Protecting;
using ParDef.ErrorCorrection.Kernels;
using ParDef.Evaluation.Trials;
using ParDef.Onnx.Reading;
using ParDef.Quantization;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Campaigns;

/// <summary>A run over models: its command line, its stored trials, and the report it ends in.</summary>
internal sealed record Campaign(string Name, string CommandLine, ulong Seed, TrialStore Store, int Parallelism, CancellationToken Cancellation)
{
    /// <summary>Key of a trial: equal keys are equal results.</summary>
    public string Key(string trial, byte[] model, long number) =>
        new TrialKey($"{Name}\nseed {Seed}\n{trial}", Convert.ToHexStringLower(SHA256.HashData(model)), Build, number).Text;

    /// <summary>The first lines of every report: what made it.</summary>
    public IEnumerable<string> Heading(string title) =>
    [
        $"# {title}",
        "",
        $"Command: `{CommandLine}`  ",
        $"{Origin}  ",
        Machine,
        "",
    ];

    /// <summary>The same as comments of a CSV file.</summary>
    public IEnumerable<string> Comments() => [$"# {CommandLine}", $"# {Origin}; {Machine}"];

    private string Origin => string.Create(CultureInfo.InvariantCulture, $"Seed {Seed}; {TimeProvider.System.GetUtcNow():yyyy-MM-dd}; ParDef {Version}");

    private static string Machine => $"Machine: {Environment.ProcessorCount} cores of {Processor()}, kernels {KernelSet.Default}";

    private static string Version => typeof(Protector).Assembly.GetName().Version!.ToString(3);

    /// <summary>The exact build of what is measured, so that no result outlives the code that made it.</summary>
    private static string Build => string.Join(
        ' ', new[] { typeof(Protector), typeof(KernelSet), typeof(Quantizer), typeof(OnnxModel), typeof(SymmetryPlan) }.Select(type => type.Module.ModuleVersionId));

    private static string Processor()
    {
        const string cpuInfo = "/proc/cpuinfo";
        string? line = File.Exists(cpuInfo)
            ? File.ReadLines(cpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? "an unnamed processor";
    }
}
