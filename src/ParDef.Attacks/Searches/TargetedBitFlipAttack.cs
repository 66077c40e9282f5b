namespace ParDef.Attacks.Searches;

/// <summary>The targeted bit-flip attack in its three versions.</summary>
public sealed class TargetedBitFlipAttack : IAttack
{
    private static readonly AttackOption Batch = new("batch", "images in the batch", 128, 2, 1024);
    private static readonly AttackOption Target = new("target", "class that inputs are to be taken for", 2, 0, 1e6);
    private static readonly AttackOption Source = new("source", "class that is to be mistaken", 0, 0, 1e6);
    private static readonly AttackOption AtOnce = new("at-once", "bits flipped at once at the most", 1, 1, 100);
    private static readonly AttackOption LowerBits = new("lower-bits", "1 to try lower bits where no layer's best one helps", 1, 0, 1);
    private static readonly AttackOption PublishedGradient = new(
        "published-gradient", "1 to rank bits without the term for other classes, as the authors' code does", 0, 0, 1);

    private readonly TargetedBitFlipKind kind;

    /// <summary>Makes one version.</summary>
    public TargetedBitFlipAttack(TargetedBitFlipKind kind) => this.kind = kind;

    /// <inheritdoc/>
    public string Name => kind switch
    {
        TargetedBitFlipKind.AllToOne => "tbfa",
        TargetedBitFlipKind.OneToOne => "tbfa-1to1",
        _ => "tbfa-stealthy",
    };

    /// <inheritdoc/>
    public string Description => kind switch
    {
        TargetedBitFlipKind.AllToOne => "flips few bits so that every input is taken for one class",
        TargetedBitFlipKind.OneToOne => "flips few bits so that one class is taken for another",
        _ => "flips few bits so that one class is taken for another and the rest stays as it is",
    };

    /// <inheritdoc/>
    public string Paper => "Rakin, He, Li, Yao, Chakrabarti, Fan: T-BFA: Targeted Bit-Flip Adversarial Weight Attack, TPAMI 2021";

    /// <inheritdoc/>
    public AttackNeeds Needs => kind == TargetedBitFlipKind.AllToOne ? AttackNeeds.None : AttackNeeds.Labels;

    /// <inheritdoc/>
    public IReadOnlyList<AttackOption> Options => kind switch
    {
        TargetedBitFlipKind.AllToOne => [Batch, Target, AtOnce, LowerBits],
        TargetedBitFlipKind.OneToOne => [Batch, Target, Source, AtOnce, LowerBits],
        _ => [Batch, Target, Source, AtOnce, LowerBits, PublishedGradient],
    };

    /// <inheritdoc/>
    public IEnumerable<AttackStep> Run(AttackScene scene, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var setting = scene.Setting;
        int target = setting.Count(Target.Name);
        int count = setting.Count(Batch.Name);
        int classes = scene.Model.Classes;
        var (samples, targets, ranking) = kind == TargetedBitFlipKind.AllToOne
            ? All(scene.Draw(count), target, classes)
            : Chosen(scene, setting.Count(Source.Name), target, count);
        scene.Goal = new AttackGoal(target, kind == TargetedBitFlipKind.AllToOne ? null : setting.Count(Source.Name));
        using var search = new ProgressiveBitSearch(
            scene.Model.AtBatch(count),
            scene.Integers,
            new Objective(samples, targets, classes, Direction: -1),
            new ProgressiveBitSearchOptions
            {
                MostBitsAtOnce = setting.Count(AtOnce.Name),
                TriesLowerBits = setting.Count(LowerBits.Name) == 1,
                RankingTargets = ranking,
            });
        while (search.Step(cancellation) is { } step)
        {
            yield return step;
        }
    }

    private static (float[] Samples, float[] Targets, ReadOnlyMemory<float>? Ranking) All(ImageBatch batch, int target, int classes) =>
        (batch.Samples, Objective.CrossEntropy(batch.Samples, [.. batch.Labels.Select(_ => target)], classes, -1).Targets.ToArray(), null);

    /// <summary>Images of the source class, to the target; and, in the stealthy version, as many of other classes, each to its own.</summary>
    private (float[] Samples, float[] Targets, ReadOnlyMemory<float>? Ranking) Chosen(AttackScene scene, int source, int target, int count)
    {
        int classes = scene.Model.Classes;
        int others = kind == TargetedBitFlipKind.Stealthy ? count / 2 : 0;
        var labels = scene.Labels;
        var mistaken = scene.Draw(count - others, isChosen: image => labels.Span[image] == source);
        float[] targets = new float[count * classes];
        for (int i = 0; i < mistaken.Count; i++)
        {
            targets[(i * classes) + target] = 1f / mistaken.Count;
        }

        if (others == 0)
        {
            return (mistaken.Samples, targets, null);
        }

        float[] published = [.. targets];
        var kept = scene.Draw(others, isChosen: image => labels.Span[image] != source);
        for (int i = 0; i < others; i++)
        {
            targets[((mistaken.Count + i) * classes) + kept.Labels[i]] = 1f / others;
        }

        return ([.. mistaken.Samples, .. kept.Samples], targets, scene.Setting.Count(PublishedGradient.Name) == 1 ? published : (ReadOnlyMemory<float>?)null);
    }
}
