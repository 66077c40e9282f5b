using BenchmarkDotNet.Attributes;

namespace ParDef.Micro;

/// <summary>A benchmark beside a copy of as many payload bytes on one core, which is the unit of its ratios.</summary>
public abstract class BesideCopy
{
    private byte[] _target = [];

    /// <summary>What to run on.</summary>
    [ParamsSource(nameof(Settings))]
    public Setting Setting { get; set; } = null!;

    /// <summary>All of this run.</summary>
    public static IEnumerable<Setting> Settings => Setting.All;

    internal Workload Work { get; private set; } = null!;

    [GlobalSetup]
    public void SetUp()
    {
        Work = new Workload(Setting);
        _target = new byte[Work.Payload.Length];
        Prepare();
    }

    [Benchmark(Baseline = true)]
    public void Copy() => Work.Payload.CopyTo(_target, 0);

    /// <summary>Makes what the benchmark needs besides the workload.</summary>
    protected virtual void Prepare()
    {
    }
}
