using System.Globalization;

namespace ParDef.Campaigns;

/// <summary>All trials of one kind of damage to one model.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Damage">What happened to its artifact.</param>
/// <param name="Demand">What must become of it.</param>
/// <param name="AsItMustBe">Trials that ended so.</param>
/// <param name="Of">All trials.</param>
/// <param name="PagesBad">Most pages that were bad in a trial.</param>
/// <param name="Pages">Payload and parity pages of the artifact.</param>
/// <param name="BitsWrong">Most bits that were wrong in a trial.</param>
internal sealed record SurvivalRow(string Model, string Damage, Demand Demand, int AsItMustBe, int Of, int PagesBad, int Pages, long BitsWrong)
{
    /// <summary>Heading of the table.</summary>
    public static IReadOnlyList<string> MarkdownColumns { get; } =
    [
        "| model | damage | as it must be | of | pages bad, most | bits wrong, most |",
        "| --- | --- | --- | --- | --- | --- |",
    ];

    /// <summary>Heading of the file.</summary>
    public const string CsvColumns = "model,damage,demand,as_it_must_be,of,pages_bad,pages,bits_wrong";

    /// <summary>Every trial ended as it must, or nothing was promised.</summary>
    public bool Holds => AsItMustBe == Of || Demand == Demand.Stretch;

    /// <summary>The row of the table.</summary>
    public string Markdown => string.Create(CultureInfo.InvariantCulture,
        $"| {Model} | {Damage}{Remark} | {AsItMustBe:N0} | {Of:N0} | {PagesBad:N0} of {Pages:N0} | {BitsWrong:N0} |");

    /// <summary>The line of the file; the damage is quoted for its commas.</summary>
    public string Csv => string.Create(CultureInfo.InvariantCulture,
        $"{Model},\"{Damage}\",{DemandWord},{AsItMustBe},{Of},{PagesBad},{Pages},{BitsWrong}");

    private string Remark => Demand switch
    {
        Demand.Repair => "",
        Demand.Stretch => " (stretch)",
        Demand.Refusal => " (beyond reach)",
        _ => throw new ArgumentOutOfRangeException(nameof(Demand)),
    };

    private string DemandWord => Demand.ToString().ToLowerInvariant();
}
