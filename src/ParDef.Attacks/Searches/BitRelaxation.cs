namespace ParDef.Attacks.Searches;

/// <summary>Finds bits by the alternating direction method of multipliers: numbers in the box [0, 1], on the sphere on which its corners lie, and near the original.</summary>
/// <param name="problem">The loss.</param>
/// <param name="flips">Bits that may differ (k).</param>
/// <param name="keeping">Factor of the auxiliary loss (lambda).</param>
internal sealed class BitRelaxation(TwoRowProblem problem, double flips, double keeping)
{
    private const double Rate = 0.001;
    private const int InnerSteps = 5;
    private const int FewestRounds = 100;
    private const double Tolerance = 1e-4;
    private const double Growth = 1.01;

    /// <summary>Solves, and rounds.</summary>
    public bool[] Solve(int rounds, CancellationToken cancellation)
    {
        double[] start = TwoRowProblem.AsNumbers(problem.Original);
        double[] b = [.. start];
        double[] boxed = [.. b];
        double[] round = [.. b];
        double slack = 0;
        double[] z1 = new double[b.Length];
        double[] z2 = new double[b.Length];
        double z3 = 0;
        var (rho1, rho2, rho3) = (1e-4, 1e-4, 1e-5);
        double[] gradient = new double[b.Length];
        for (int number = 0; number < rounds; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < b.Length; i++)
            {
                boxed[i] = Math.Clamp(b[i] + (z1[i] / rho1), 0, 1);
                round[i] = b[i] + (z2[i] / rho2);
            }

            OntoSphere(round);
            slack = Math.Max(-Distance(b, start) + flips - (z3 / rho3), 0);
            for (int step = 0; step < InnerSteps; step++)
            {
                _ = problem.Gradient(b, keeping, gradient);
                double excess = Distance(b, start) - flips + slack;
                for (int i = 0; i < b.Length; i++)
                {
                    double slope = gradient[i] + z1[i] + (rho1 * (b[i] - boxed[i])) + z2[i] + (rho2 * (b[i] - round[i]))
                        + (2 * (z3 + (rho3 * excess)) * (b[i] - start[i]));
                    gradient[i] = slope;
                }

                for (int i = 0; i < b.Length; i++)
                {
                    b[i] -= Rate * gradient[i];
                }
            }

            double residual = Distance(b, start) - flips + slack;
            for (int i = 0; i < b.Length; i++)
            {
                z1[i] += rho1 * (b[i] - boxed[i]);
                z2[i] += rho2 * (b[i] - round[i]);
            }

            z3 += rho3 * residual;
            (rho1, rho2, rho3) = (Math.Min(Growth * rho1, 50), Math.Min(Growth * rho2, 50), Math.Min(Growth * rho3, 5));
            double norm = Math.Max(Math.Sqrt(b.Sum(value => value * value)), 2.2204e-16);
            if (number > FewestRounds && Math.Max(Math.Sqrt(Distance(b, boxed)), Math.Sqrt(Distance(b, round))) / norm <= Tolerance)
            {
                break;
            }
        }

        return [.. b.Select(value => value > 0.5)];
    }

    /// <summary>The squared distance.</summary>
    private static double Distance(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }

    /// <summary>The nearest point at which the squared distance from the centre of the box is a quarter of its dimensions.</summary>
    private static void OntoSphere(double[] x)
    {
        double norm = Math.Sqrt(x.Sum(value => (value - 0.5) * (value - 0.5)));
        double radius = Math.Sqrt(x.Length) / 2;
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = norm == 0 ? x[i] : 0.5 + ((x[i] - 0.5) * radius / norm);
        }
    }
}
