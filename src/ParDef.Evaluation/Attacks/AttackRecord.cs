using ParDef.Attacks.Searches;

namespace ParDef.Evaluation.Attacks;

/// <summary>What is known after one step of an attack.</summary>
/// <param name="Step">0 for the undamaged model.</param>
/// <param name="Flips">Bits in which the stored weights differ from the original.</param>
/// <param name="Weights">Weights with such a bit.</param>
/// <param name="Pages">Pages of 4,096 bytes with such a weight, the tensors lying one behind the other.</param>
/// <param name="Changes">The bits that the step flipped.</param>
/// <param name="LossBefore">The attack's objective before the step; null where it has none.</param>
/// <param name="LossAfter">The same after the step.</param>
/// <param name="Accuracy">Top-1 in percent.</param>
/// <param name="Success">Rate of success in percent, without inputs of the target class; null without a target.</param>
/// <param name="SuccessWithTarget">The same with them.</param>
/// <param name="Images">Images that the last three were measured on.</param>
/// <param name="Seconds">What the attack has taken so far, without measuring.</param>
public sealed record AttackRecord(
    int Step,
    int Flips,
    int Weights,
    int Pages,
    IReadOnlyList<BitChange> Changes,
    double? LossBefore,
    double? LossAfter,
    double Accuracy,
    double? Success,
    double? SuccessWithTarget,
    int Images,
    double Seconds)
{
    internal static AttackRecord Of(int number, AttackStep? step, AttackScene scene, AttackMeasure measure, int images, double seconds)
    {
        int weights = 0;
        var pages = new HashSet<long>();
        foreach (var tensor in number == 0 ? [] : scene.Integers.Tensors)
        {
            for (int i = 0; i < tensor.Length; i++)
            {
                if (tensor.Values[i] != tensor.Original[i])
                {
                    weights++;
                    pages.Add(scene.Integers.Page(tensor.Name, i));
                }
            }
        }

        return new AttackRecord(
            number,
            number == 0 ? 0 : scene.Integers.Distance,
            weights,
            pages.Count,
            step?.Changes ?? [],
            Finite(step?.LossBefore),
            Finite(step?.LossAfter),
            measure.Accuracy,
            measure.Success,
            measure.SuccessWithTarget,
            images,
            seconds);
    }

    /// <summary>A loss that is no number has no place in JSON.</summary>
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
