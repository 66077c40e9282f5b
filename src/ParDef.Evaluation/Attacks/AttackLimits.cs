namespace ParDef.Evaluation.Attacks;

/// <summary>When an attack has done enough.</summary>
/// <param name="MostFlips">Bits that may differ.</param>
/// <param name="Accuracy">Untargeted: top-1 in percent at which the classifier guesses.</param>
/// <param name="Success">Targeted: rate of success in percent.</param>
/// <param name="ImagesBetweenSteps">Images that a step is measured on; where they say that it is enough, all images decide.</param>
public sealed record AttackLimits(int MostFlips, double Accuracy, double Success, int ImagesBetweenSteps)
{
    /// <summary>True if there is nothing more to do.</summary>
    public bool IsEnough(AttackMeasure measure, int flips)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return flips >= MostFlips || IsReached(measure.Accuracy, measure.Success);
    }

    /// <summary>True if an attack has got what it wanted.</summary>
    public bool IsReached(AttackRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return IsReached(record.Accuracy, record.Success);
    }

    private bool IsReached(double accuracy, double? success) => success is { } rate ? rate >= Success : accuracy <= Accuracy;
}
