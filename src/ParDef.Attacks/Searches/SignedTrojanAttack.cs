namespace ParDef.Attacks.Searches;

/// <summary>ProFlip as it should be: a trigger, then a signed search over all layers for bits that let it decide, with or without a term for clean inputs.</summary>
public sealed class SignedTrojanAttack : IAttack
{
    private static readonly AttackOption Batch = new("batch", "images, each used with the trigger and without", 128, 1, 1024);
    private static readonly AttackOption Target = new("target", "class that triggered inputs are to be taken for", 2, 0, 1e6);
    private static readonly AttackOption Clean = new("clean", "factor of the loss of clean images; 0 leaves them out", 1, 0, 100);
    private static readonly AttackOption Steps = new("steps", "steps of 0.05 prepared units that make the trigger", 10, 0, 1000);
    private static readonly AttackOption AtOnce = new("at-once", "bits flipped at once at the most", 1, 1, 100);
    private static readonly AttackOption LowerBits = new("lower-bits", "1 to try lower bits where no layer's best one helps", 1, 0, 1);

    /// <inheritdoc/>
    public string Name => "proflip";

    /// <inheritdoc/>
    public string Description => "flips few bits so that a small patch decides the class";

    /// <inheritdoc/>
    public string Paper => "Chen, Fu, Zhao, Koushanfar: ProFlip: Targeted Trojan Attack with Progressive Bit Flips, ICCV 2021; with signed gains over all layers";

    /// <inheritdoc/>
    public AttackNeeds Needs => AttackNeeds.Trigger;

    /// <inheritdoc/>
    public IReadOnlyList<AttackOption> Options => [Batch, Target, Clean, Steps, AtOnce, LowerBits];

    /// <inheritdoc/>
    public IEnumerable<AttackStep> Run(AttackScene scene, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var setting = scene.Setting;
        int target = setting.Count(Target.Name);
        var batch = scene.Draw(setting.Count(Batch.Name));
        var model = scene.Model.AtBatch(batch.Count);
        var trigger = TriggerSearch.Weak(model.InputShape).Toward(model, batch, target, setting.Count(Steps.Name), 0.05f);
        scene.Goal = new AttackGoal(target, Trigger: trigger);
        var objective = TriggeredBatch.Of(model, batch, trigger, target, setting[Clean.Name]);
        using var search = new ProgressiveBitSearch(
            scene.Model.AtBatch(objective.Targets.Length / objective.Classes),
            scene.Integers,
            objective,
            new ProgressiveBitSearchOptions { MostBitsAtOnce = setting.Count(AtOnce.Name), TriesLowerBits = setting.Count(LowerBits.Name) == 1 });
        while (search.Step(cancellation) is { } step)
        {
            yield return step;
        }
    }
}
