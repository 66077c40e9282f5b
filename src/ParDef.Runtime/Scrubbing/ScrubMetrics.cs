using System.Diagnostics.Metrics;

namespace ParDef.Runtime.Scrubbing;

/// <summary>The instruments of one scrubber, under the meter <c>ParDef.Runtime</c>, each with the tag <c>model</c>.</summary>
internal sealed class ScrubMetrics : IDisposable
{
    private readonly Meter _meter = new("ParDef.Runtime");
    private readonly KeyValuePair<string, object?> _model;
    private readonly Counter<long> _checked;
    private readonly Counter<long> _passes;
    private readonly Histogram<double> _window;
    private readonly Dictionary<ScrubFinding, Counter<long>> _findings;

    public ScrubMetrics(string model, ExposureLedger ledger, Func<bool> isReady)
    {
        _model = new("model", model);
        _checked = _meter.CreateCounter<long>("pardef.scrub.checked", "By", "Bytes of live memory that were checked");
        _passes = _meter.CreateCounter<long>("pardef.scrub.passes", "{pass}", "Passes over all pages");
        _window = _meter.CreateHistogram<double>("pardef.exposure.window", "s", "How long a page that was found wrong may have been wrong");
        _findings = new()
        {
            [ScrubFinding.PageRepaired] = Findings("pardef.pages.repaired", "{page}", "Pages restored from the coded copy"),
            [ScrubFinding.PageChangedBack] = Findings("pardef.pages.changed_back", "{page}", "Pages that were wrong and right again"),
            [ScrubFinding.PageResists] = Findings("pardef.pages.resisting", "{page}", "Pages that were wrong again at once"),
            [ScrubFinding.PageUnrepairable] = Findings("pardef.pages.unrepairable", "{page}", "Wrong pages that the coded copy could not restore"),
            [ScrubFinding.TableRepaired] = Findings("pardef.tables.repaired", "{fault}", "Faults in what the scrubber itself remembers"),
        };
        _meter.CreateObservableCounter("pardef.answers.returned", () => Of(ledger.Returned), "{answer}", "Answers that callers got");
        _meter.CreateObservableCounter("pardef.answers.exposed", () => Of(ledger.Exposed), "{answer}", "Answers that may come from wrong weights");
        _meter.CreateObservableCounter("pardef.answers.withheld", () => Of(ledger.Withheld), "{answer}", "Answers withheld in doubt");
        _meter.CreateObservableGauge("pardef.ready", () => new Measurement<int>(isReady() ? 1 : 0, _model), null, "1 while the model may serve");
    }

    public void Checked(long bytes) => _checked.Add(bytes, _model);

    public void PassCompleted() => _passes.Add(1, _model);

    public void Found(ScrubEventArgs found)
    {
        _findings[found.Finding].Add(1, _model);
        if (found.Finding != ScrubFinding.TableRepaired)
        {
            _window.Record(found.Window.TotalSeconds, _model);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private Counter<long> Findings(string name, string unit, string description) => _meter.CreateCounter<long>(name, unit, description);

    private Measurement<long> Of(long value) => new(value, _model);
}
