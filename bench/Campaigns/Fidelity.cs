using System.Diagnostics;
using System.Text;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Opening;
using ParDef.Artifacts.Protecting;
using ParDef.Artifacts.Storage;

namespace ParDef.Campaigns;

/// <summary>Models of others: what goes in comes out, file by file.</summary>
internal static class Fidelity
{
    private const string Same = "identical";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The report.</summary>
    public static IEnumerable<string> Run(Campaign campaign, string shared)
    {
        string[] folders = ["wild-onnx", "onnx-backend", "models"];
        string[] files = [.. folders
            .Select(folder => Path.Combine(shared, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".onnx" or ".ort")
            .Order(StringComparer.Ordinal)];
        var rows = files.Select(file => Row(campaign, shared, file)).ToList();
        return
        [
            .. campaign.Heading("Fidelity"),
            "\"lossless\": every file that `restore` gives, external ones included, against the original, byte by byte. \"engine\": ONNX Runtime in a child process on",
            "fixed random inputs, optimizations off, original file against the model opened from the lossless artifact in memory: equal digests of all tensor outputs, or the same error or crash.",
            "\"quantized\": tensors in 8 bits of tensors listed when protected without `--lossless`; that they are what the slow reference says is tested (`FidelityTests`, `WildModelTests`).",
            "",
            $"{files.Length} files; not as expected: {rows.Count(row => !row.Holds)}.",
            "",
            "| file | expected | lossless | quantized | engine |",
            "| --- | --- | --- | --- | --- |",
            .. rows.Select(row => row.Text),
        ];
    }

    private static (bool Holds, string Text) Row(Campaign campaign, string shared, string file)
    {
        campaign.Cancellation.ThrowIfCancellationRequested();
        string name = Path.GetRelativePath(shared, file);
        bool isForeign = Path.GetExtension(file) == ".ort";
        string expected = isForeign ? "exit 4" : Same;
        try
        {
            using var key = MasterKey.Generate();
            byte[] model = InputFile.Read(file);
            var folder = ModelFolder.Of(file);
            byte[] lossless = Protector.Protect(model, folder, key, new ProtectOptions { Id = "fidelity", Lossless = true }, campaign.Cancellation).Content;
            var restored = OpenedArtifact.Open(lossless, key, OpenPolicy.Strict, campaign.Cancellation).RestoreFiles(campaign.Cancellation);
            bool isSame = restored.Model.Span.SequenceEqual(model)
                && restored.External.All(part => part.Content.Span.SequenceEqual(folder.Read(part.Name).Span));
            var inspection = Inspection.Of(
                Protector.Protect(model, folder, key, new ProtectOptions { Id = "fidelity" }, campaign.Cancellation).Content, key);
            string engine = Engine(file, lossless, key);
            bool holds = !isForeign && isSame && !engine.StartsWith("DIFFERS", StringComparison.Ordinal);
            string files = restored.External.Count == 0 ? "" : $", {restored.External.Count} external";
            return (holds, $"| {name} | {expected} | {(isSame ? Same : "DIFFERS")}{files} | {inspection.QuantizedTensors} of {inspection.Tensors} | {engine} |");
        }
        catch (ParDefException refusal)
        {
            return (isForeign && refusal.Code == ErrorCode.Unsupported, $"| {name} | {expected} | exit {refusal.Code.ExitCode()}: {refusal.Message} | | |");
        }
    }

    private static string Engine(string file, byte[] artifact, MasterKey key)
    {
        string folder = Directory.CreateTempSubdirectory("pardef").FullName;
        try
        {
            string sealedFile = Path.Combine(folder, "model.pardef");
            string keyFile = Path.Combine(folder, "key");
            File.WriteAllBytes(sealedFile, artifact);
            AtomicFile.Write(keyFile, Encoding.UTF8.GetBytes(KeyFile.Write(key, TimeProvider.System)), overwrite: false, ownerOnly: true);
            string before = Child(file);
            string after = Child(sealedFile, keyFile);
            return before == after ? $"same: {before}" : $"DIFFERS: {before} / {after}";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Child(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["outputs", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string text = process.StandardOutput.ReadToEnd().Trim();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            return "no answer";
        }

        return process.ExitCode == 0 ? text : $"exit {process.ExitCode}";
    }
}
