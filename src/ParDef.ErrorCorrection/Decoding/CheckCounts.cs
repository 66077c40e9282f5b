namespace ParDef.ErrorCorrection.Decoding;

/// <summary>Checks by the number of doubtful words in them, satisfied and not.</summary>
internal sealed class CheckCounts(int words)
{
    private const int ChecksInByte = 8;
    private const double LeastRate = 1e-6;
    private const double GreatestRate = 0.4;
    private const int Steps = 64;

    private readonly long[] _all = new long[words + 1];
    private readonly long[] _unsatisfied = new long[words + 1];

    /// <summary>Adds a byte of checks.</summary>
    public void Add(int doubtful, int unsatisfied)
    {
        _all[doubtful] += ChecksInByte;
        _unsatisfied[doubtful] += unsatisfied;
    }

    /// <summary>The factor 1 - 2 p that makes the counts most likely, p searched on a logarithmic grid that is then made finer.</summary>
    public double MostLikelyFactor()
    {
        double best = LeastRate;
        double ratio = Math.Pow(GreatestRate / LeastRate, 1.0 / Steps);
        best = BestOf(Enumerable.Range(0, Steps + 1).Select(step => LeastRate * Math.Pow(ratio, step)));
        double finer = Math.Pow(ratio, 2.0 / Steps);
        best = BestOf(Enumerable.Range(-Steps / 2, Steps + 1).Select(step => best * Math.Pow(finer, step)));
        return 1 - 2 * Math.Min(best, GreatestRate);
    }

    private double BestOf(IEnumerable<double> rates) => rates.MaxBy(LogLikelihood);

    private double LogLikelihood(double rate)
    {
        double sum = 0;
        for (int doubtful = 1; doubtful < _all.Length; doubtful++)
        {
            double odd = (1 - Math.Pow(1 - 2 * rate, doubtful)) / 2;
            sum += _unsatisfied[doubtful] * Math.Log(odd) + (_all[doubtful] - _unsatisfied[doubtful]) * Math.Log(1 - odd);
        }

        return sum;
    }
}
