using System.Globalization;
using System.Security.Cryptography;
using ParDef.Artifacts.Format;
using ParDef.Attacks.Faults;
using ParDef.ErrorCorrection.Construction;

namespace ParDef.Campaigns;

/// <summary>What the command takes on models of many sizes, each command a process of its own; and how it refuses models beyond its limits.</summary>
internal sealed class Scale : IDisposable
{
    private const double FlippedShare = 0.005;
    private const int UnsupportedExit = 4;
    private const double Mebibyte = 1 << 20;

    private readonly Campaign _campaign;
    private readonly string _command;
    private readonly string _folder = Directory.CreateTempSubdirectory("pardef-scale").FullName;
    private readonly string _key;
    private readonly string _model;
    private readonly string _artifact;

    private Scale(Campaign campaign, string command)
    {
        _campaign = campaign;
        _command = command;
        _key = Path.Combine(_folder, "k.key");
        _model = Path.Combine(_folder, "m.onnx");
        _artifact = Path.Combine(_folder, "m.pardef");
        Run("keygen", "-o", _key);
    }

    /// <summary>The report.</summary>
    /// <param name="campaign">What made it.</param>
    /// <param name="command">The built command.</param>
    /// <param name="sizes">Sizes of the models, in MiB.</param>
    public static IEnumerable<string> Report(Campaign campaign, FileInfo command, IReadOnlyList<int> sizes)
    {
        using var scale = new Scale(campaign, command.FullName);
        return
        [
            .. campaign.Heading("Cost by size"),
            "Synthetic models of normal float32 weights, each command a process of its own, one run each. \"Peak\" is resident memory. After `verify`, "
            + string.Create(CultureInfo.InvariantCulture, $"{100 * FlippedShare} % of the bits of the file are flipped; `repair` must give back the identical file."),
            "",
            "| model MiB | file MiB | command | wall s | processor s | peak MiB | wall ms a MiB | processor ms a MiB | peak MiB a MiB |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            .. sizes.SelectMany(scale.Costs),
            "",
            "## Beyond the limits",
            "",
            "| model | exit | message |",
            "| --- | --- | --- |",
            .. scale.Refusals(sizes.Min()),
        ];
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Costs(int mebibytes)
    {
        ScaleModel.WriteWeights(_model, mebibytes, _campaign.Seed);
        var protect = Run("protect", _model, "-o", _artifact, "--key", _key, "--force");
        var verify = Run("verify", _artifact, "--key", _key);
        byte[] original = File.ReadAllBytes(_artifact);
        File.WriteAllBytes(_artifact, new FlipShare(FlippedShare).Apply(original, new SeededRandom(_campaign.Seed)));
        var repair = Run("repair", _artifact, "--key", _key);
        return SHA256.HashData(File.ReadAllBytes(_artifact)).AsSpan().SequenceEqual(SHA256.HashData(original))
            ? [Row("`protect`", protect), Row("`verify`", verify), Row("`repair`", repair)]
            : throw new InvalidOperationException($"the file of {mebibytes} MiB came back changed");

        string Row(string name, MeasuredProcess run)
        {
            string row = string.Create(CultureInfo.InvariantCulture,
                $"| {mebibytes:N0} | {original.Length / Mebibyte:N1} | {name} | {run.Seconds:0.00} | {run.ProcessorSeconds:0.00} | {run.PeakBytes / Mebibyte:N0} | {1000 * run.Seconds / mebibytes:0.0} | {1000 * run.ProcessorSeconds / mebibytes:0.0} | {run.PeakBytes / Mebibyte / mebibytes:0.00} |");
            Console.Error.WriteLine(row);
            return row;
        }
    }

    private string[] Refusals(int mebibytes)
    {
        using (var sparse = File.Create(_model))
        {
            sparse.SetLength(Limits.FileBytes + 1L);
        }

        string file = Refusal("a file one byte longer than the limit", Limits.FileBytes.ToString("N0", CultureInfo.InvariantCulture));

        long payload = Limits.PayloadBytesOf(Redundancy.Default);
        ScaleModel.WriteZeros(_model, (int)payload + 1);
        string content = Refusal("a payload longer than the limit", payload.ToString("N0", CultureInfo.InvariantCulture), ["--lossless", "--compression", "none"]);

        ScaleModel.WriteWeights(_model, mebibytes, _campaign.Seed);
        long cap = (long)(mebibytes * Mebibyte);
        string memory = Refusal(
            $"{mebibytes} MiB where the heap may have {mebibytes} MiB", "memory", [], ("DOTNET_GCHeapHardLimit", cap.ToString("x", CultureInfo.InvariantCulture)));
        return [file, content, memory];
    }

    /// <summary>Protects the model, which must end in the exit code for what is not handled and in a message that names the limit.</summary>
    private string Refusal(string description, string limit, IEnumerable<string>? options = null, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var run = MeasuredProcess.Run(_command, ["protect", _model, "-o", _artifact, "--key", _key, "--force", .. options ?? []], environment);
        string message = run.Errors.ReplaceLineEndings(" ").Replace(_folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Trim();
        string row = $"| {description} | {run.ExitCode} | {message} |";
        Console.Error.WriteLine(row);
        return run.ExitCode == UnsupportedExit && message.Contains(limit, StringComparison.Ordinal)
            ? row
            : throw new InvalidOperationException($"{description}: exit {run.ExitCode}, {message}");
    }

    private MeasuredProcess Run(params string[] arguments)
    {
        var run = MeasuredProcess.Run(_command, arguments);
        return run.ExitCode == 0 ? run : throw new InvalidOperationException($"pardef {string.Join(' ', arguments)}: exit {run.ExitCode}, {run.Errors}");
    }
}
