using ParDef.Attacks.Gradients;

namespace ParDef.Attacks.Searches;

/// <summary>One sample, few bits (TA-LBF): the bits of two rows of the last layer are relaxed to numbers and found by ADMM, so that one sample gets a wanted class and others keep theirs.</summary>
public sealed class OneSampleAttack : IAttack
{
    private static readonly AttackOption Auxiliary = new("auxiliary", "samples whose classes are kept", 128, 1, 1024);
    private static readonly AttackOption Flips = new("flips", "bits that may differ at first (k)", 5, 1, 1000);
    private static readonly AttackOption Keeping = new("keeping", "factor of the auxiliary loss at first (lambda)", 100, 0, 1e6);
    private static readonly AttackOption Doublings = new("doublings", "how often k is doubled at the most", 4, 0, 10);
    private static readonly AttackOption Halvings = new("halvings", "how often lambda is halved at the most", 8, 0, 20);
    private static readonly AttackOption Rounds = new("rounds", "rounds of ADMM", 2000, 100, 100000);

    /// <inheritdoc/>
    public string Name => "talbf";

    /// <inheritdoc/>
    public string Description => "flips few bits of the last layer so that one chosen input gets a wanted class";

    /// <inheritdoc/>
    public string Paper => "Bai, Wu, Zhang, Li, Li, Xia: Targeted Attack against Deep Neural Networks via Flipping Limited Weight Bits, ICLR 2021";

    /// <inheritdoc/>
    public AttackNeeds Needs => AttackNeeds.Labels | AttackNeeds.LinearHead;

    /// <inheritdoc/>
    public IReadOnlyList<AttackOption> Options => [Auxiliary, Flips, Keeping, Doublings, Halvings, Rounds];

    /// <inheritdoc/>
    public IEnumerable<AttackStep> Run(AttackScene scene, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scene);
        var setting = scene.Setting;
        int count = setting.Count(Auxiliary.Name);
        var head = LinearHead.Of(scene.Model);
        var auxiliary = scene.Draw(count);
        var sample = scene.Draw(1, skip: count);
        var (features, _) = head.Run(scene.Model, auxiliary.Samples, count);
        var (feature, logits) = head.Run(scene.Model, sample.Samples, 1);
        int source = ImageBatch.Classes(logits, head.Classes)[0];
        int target = (int)scene.Random.Below(head.Classes - 1);
        target = target >= source ? target + 1 : target;
        scene.Goal = new AttackGoal(target, Sample: sample.Samples);

        var problem = new TwoRowProblem(head, scene.Integers[head.Weight.Name], source, target, feature, features, auxiliary.Labels);
        double flips = setting[Flips.Name];
        for (int doubling = 0; doubling <= setting.Count(Doublings.Name); doubling++, flips *= 2)
        {
            double keeping = setting[Keeping.Name];
            for (int halving = 0; halving <= setting.Count(Halvings.Name); halving++, keeping /= 2)
            {
                bool[] bits = new BitRelaxation(problem, flips, keeping).Solve(setting.Count(Rounds.Name), cancellation);
                if (problem.Flips(bits))
                {
                    double before = problem.Loss(problem.Original, keeping);
                    var changes = problem.Store(bits);
                    yield return new AttackStep(changes, before, problem.Loss(bits, keeping), 0, scene.Integers.Distance);
                    yield break;
                }
            }
        }
    }
}
