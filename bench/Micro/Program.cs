using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ParDef.Micro;

Type[] benchmarks = [typeof(Encode), typeof(Interleave), typeof(Syndrome), typeof(FlipBits), typeof(Peel), typeof(SoftDecode), typeof(Checksum)];

Setting.IsShort = args.Contains("--short");
string[] rest = [.. args.Where(argument => argument != "--short")];

// In this process: kernels are chosen as values, so nothing is gained by a build for each setting.
var job = (Setting.IsShort ? Job.ShortRun : Job.Default).WithToolchain(InProcessEmitToolchain.DontLogOutput);
var config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddExporter(MarkdownExporter.GitHub)
    .AddLogger(ConsoleLogger.Default)
    .WithArtifactsPath("artifacts/benchmarks");
BenchmarkSwitcher.FromTypes(benchmarks).Run(rest.Length == 0 ? ["--filter", "*"] : rest, config);
