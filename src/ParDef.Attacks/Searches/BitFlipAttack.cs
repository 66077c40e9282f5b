namespace ParDef.Attacks.Searches;

/// <summary>The bit-flip attack: a progressive search for the bits that raise the loss most.</summary>
public sealed class BitFlipAttack : IAttack
{
    private static readonly AttackOption Batch = new("batch", "images in the batch", 128, 1, 1024);
    private static readonly AttackOption Top = new("top", "weights of largest gradient looked at in each layer; 0 for all", 100, 0, 1e9);
    private static readonly AttackOption AtOnce = new("at-once", "bits flipped at once at the most", 10, 1, 100);
    private static readonly AttackOption HighestBit = new("highest-bit", "bits above this one are left alone", 7, 0, 7);

    /// <inheritdoc/>
    public string Name => "bfa";

    /// <inheritdoc/>
    public string Description => "flips few bits of the weights so that the classifier guesses";

    /// <inheritdoc/>
    public string Paper => "Rakin, He, Fan: Bit-Flip Attack: Crushing Neural Network with Progressive Bit Search, ICCV 2019";

    /// <inheritdoc/>
    public AttackNeeds Needs => AttackNeeds.None;

    /// <inheritdoc/>
    public IReadOnlyList<AttackOption> Options => [Batch, Top, AtOnce, HighestBit];

    /// <inheritdoc/>
    public IEnumerable<AttackStep> Run(AttackScene scene, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var setting = scene.Setting;
        var batch = scene.Draw(setting.Count(Batch.Name));
        // As the original: away from what the model itself says about the batch.
        var objective = Objective.CrossEntropy(batch.Samples, batch.Predict(scene.Model), scene.Model.Classes, direction: +1);
        int highest = setting.Count(HighestBit.Name);
        using var search = new ProgressiveBitSearch(scene.Model.AtBatch(batch.Count), scene.Integers, objective, new ProgressiveBitSearchOptions
        {
            TopWeights = setting.Count(Top.Name) is > 0 and int top ? top : null,
            MostBitsAtOnce = setting.Count(AtOnce.Name),
            IsAllowed = change => change.Bit <= highest,
        });
        while (search.Step(cancellation) is { } step)
        {
            yield return step;
        }
    }
}
