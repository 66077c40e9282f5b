using System.Diagnostics;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Verifying;
using ParDef.Attacks.Faults;

namespace ParDef.Campaigns;

/// <summary>A folder with a model, two keys and an artifact, and one verb that is to replace the artifact.</summary>
internal sealed class KillScene : IDisposable
{
    public const string Old = "old";
    public const string New = "new";
    public const string Lost = "lost";

    private const int Warmups = 3;
    private const int FlippedBits = 100;

    private readonly string _folder = Directory.CreateTempSubdirectory("pardef-kills").FullName;
    private readonly string _command;
    private readonly string[] _arguments;
    private readonly string _artifact;
    private readonly byte[] _original;
    private readonly byte[] _before;
    private readonly HashSet<string> _expected;
    private readonly MasterKey _newKey;

    public KillScene(string command, string model, string verb, ulong seed)
    {
        _command = command;
        Verb = verb;
        string oldKey = Path.Combine(_folder, "old.key");
        string newKey = Path.Combine(_folder, "new.key");
        string copy = Path.Combine(_folder, "m.onnx");
        _artifact = Path.Combine(_folder, "m.pardef");
        File.Copy(model, copy);
        Finish("keygen", "-o", oldKey);
        Finish("keygen", "-o", newKey);
        Finish("protect", copy, "-o", _artifact, "--key", oldKey);
        _original = File.ReadAllBytes(_artifact);
        _before = verb == "repair" ? new FlipBits(FlippedBits).Apply(_original, new SeededRandom(seed)) : _original;
        _arguments = verb switch
        {
            "protect" => ["protect", copy, "-o", _artifact, "--key", newKey, "--force"],
            "repair" => ["repair", _artifact, "--key", oldKey],
            _ => ["rekey", _artifact, "--key", oldKey, "--new-key", newKey],
        };
        _newKey = KeyFile.Read(File.ReadAllBytes(newKey), newKey);
        _expected = [.. Directory.EnumerateFiles(_folder)];
        Duration = Enumerable.Range(0, Warmups).Select(_ => Time()).Order().ElementAt(Warmups / 2);
    }

    public static IReadOnlyList<string> Verbs { get; } = ["protect", "repair", "rekey"];

    public string Verb { get; }

    /// <summary>What a run takes, the median of a few.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Puts everything as it was before the verb ran.</summary>
    public void Reset()
    {
        foreach (string path in Directory.EnumerateFiles(_folder).Where(path => !_expected.Contains(path)))
        {
            File.Delete(path);
        }

        File.WriteAllBytes(_artifact, _before);
    }

    public Process Start() =>
        Process.Start(new ProcessStartInfo(_command, _arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary><see cref="Old"/>, <see cref="New"/> or <see cref="Lost"/>.</summary>
    public string StateOfFile()
    {
        byte[] file = File.Exists(_artifact) ? File.ReadAllBytes(_artifact) : [];
        if (file.AsSpan().SequenceEqual(_before))
        {
            return Old;
        }

        bool isNew = Verb switch
        {
            "repair" => file.AsSpan().SequenceEqual(_original),
            "rekey" => IsClean(file) && HasPagesOfOriginal(file),
            _ => IsClean(file),
        };
        return isNew ? New : Lost;
    }

    /// <summary>Files that were not there before.</summary>
    public int Leftovers() => Directory.EnumerateFiles(_folder).Count(path => !_expected.Contains(path));

    public void Dispose()
    {
        _newKey.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private bool IsClean(byte[] file) => Verifier.Verify(file, _newKey).Status == VerifyStatus.Clean;

    private bool HasPagesOfOriginal(byte[] file)
    {
        var layout = PublicHeader.Read(_original).Layout;
        var payload = new Range(layout.PayloadOffset, layout.PayloadOffset + layout.PayloadPagesBytes);
        return file.AsSpan(payload).SequenceEqual(_original.AsSpan(payload));
    }

    private TimeSpan Time()
    {
        Reset();
        long start = Stopwatch.GetTimestamp();
        Finish(_arguments);
        return Stopwatch.GetElapsedTime(start);
    }

    private void Finish(params string[] arguments)
    {
        var run = MeasuredProcess.Run(_command, arguments);
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"pardef {string.Join(' ', arguments)}: exit {run.ExitCode}, {run.Errors}");
        }
    }
}
