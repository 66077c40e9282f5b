using System.Globalization;
using ParDef.Attacks.Faults;
using ParDef.Attacks.Strikes;
using ParDef.Runtime.Scrubbing;

namespace ParDef.Campaigns.Live;

/// <summary>One kind of fault, and what becomes of many of them.</summary>
/// <param name="Name">What is hit.</param>
/// <param name="HitsPage">True if the page itself is wrong afterwards.</param>
/// <param name="HitsTable">True if what the scrubber remembers is wrong afterwards.</param>
/// <param name="IsAtOnce">False if the page is half changed for a moment: its one fault can then be found twice.</param>
/// <param name="Hit">Hits a page or what is remembered of it.</param>
internal sealed record Injection(string Name, bool HitsPage, bool HitsTable, bool IsAtOnce, Action<SyntheticMemory, Scrubber, int, SeededRandom> Hit)
{
    // A row of the scrubber's table: tag, time, complement of the time. The time is rewritten at every check, so that only the tag stays wrong.
    private const int RowBytes = 32;
    private const int TagBits = 128;

    private int _injected;
    private int _late;
    private int _missed;
    private int _firstPass;

    public static IEnumerable<string> Columns =>
    [
        "| what is hit | faults | found in the pass under way | in the next | later or never | not bit-exact or wrong repair |",
        "| --- | --- | --- | --- | --- | --- |",
    ];

    public bool Holds => _injected > 0 && _late == 0 && _missed == 0 && Wrong == 0;

    /// <summary>Batches of this kind after which a page differed, or a page was written that was right.</summary>
    public int Wrong { get; set; }

    public string Markdown => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name} | {_injected:N0} | {_firstPass:N0} | {_injected - _firstPass - _late - _missed:N0} | {_late + _missed} | {Wrong} |");

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<Injection> All() =>
    [
        .. Strike.All.Select(strike => new Injection(
            $"memory: {strike.Name}", true, false, strike.IsAtOnce, (memory, _, page, random) => strike.Hit(memory, page, random))),
        new("table: one bit of a tag", false, true, true, (_, scrubber, page, random) => HitTag(scrubber, page, random)),
        new("memory and its tag", true, true, true, (memory, scrubber, page, random) =>
        {
            new FlipBit().Hit(memory, page, random);
            HitTag(scrubber, page, random);
        }),
        new("memory and the coded copy", true, false, true, (memory, _, page, random) =>
        {
            memory.HitCodedCopy(page, random);
            new FlipBit().Hit(memory, page, random);
        }),
    ];

    /// <summary>Enters what became of one fault.</summary>
    /// <param name="passes">Passes that had ended between the fault and its finding; null if it was not found.</param>
    public void Enter(long? passes)
    {
        _injected++;
        switch (passes)
        {
            case null:
                _missed++;
                break;
            case <= 0:
                _firstPass++;
                break;
            case > 1:
                _late++;
                break;
        }
    }

    /// <summary>Flips a bit of one copy of the hash key.</summary>
    public static void HitKey(Scrubber scrubber, SeededRandom random)
    {
        var copy = scrubber.Watch.Tags.Key.Copy((int)random.Below(3));
        copy[(int)random.Below(copy.Length)] ^= (byte)(1 << (int)random.Below(8));
    }

    private static void HitTag(Scrubber scrubber, int page, SeededRandom random)
    {
        int bit = (int)random.Below(TagBits);
        scrubber.Watch.Table.Bytes[page * RowBytes + bit / 8] ^= (byte)(1 << bit % 8);
    }
}
