using System.Diagnostics.Metrics;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Runtime.Tests.Scrubbing;

public class ScrubMetricsTests
{
    [Fact]
    public void A_repair_is_counted_under_the_name_of_the_model()
    {
        var memory = new SampleMemory(10);
        string model = Guid.NewGuid().ToString();
        var seen = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == "ParDef.Runtime")
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.Length == 1 && tags[0].Key == "model" && (string?)tags[0].Value == model)
            {
                seen[name] = seen.GetValueOrDefault(name) + value;
            }
        }

        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.Start();
        using var scrubber = new Scrubber(memory, new ScrubberOptions { Model = model });
        memory.Flip(1);
        scrubber.Ledger.End(scrubber.Ledger.Begin(), DoubtPolicy.Return);
        scrubber.RunPass(_ => { });
        listener.RecordObservableInstruments();
        Assert.Equal(1, seen["pardef.pages.repaired"]);
        Assert.Equal(1, seen["pardef.scrub.passes"]);
        Assert.Equal(memory.Live.Length, seen["pardef.scrub.checked"]);
        Assert.Equal(1, seen["pardef.answers.exposed"]);
        Assert.Equal(0, seen["pardef.ready"]);
        Assert.DoesNotContain("pardef.pages.unrepairable", seen.Keys);
    }
}
