namespace ParDef.Attacks.Tests.Reference;

/// <summary>Functions that the platform lacks.</summary>
internal static class DoubleFunctions
{
    /// <summary>The error function: its Maclaurin series near zero, a continued fraction beyond; to about 1e-14.</summary>
    public static double Erf(double x)
    {
        double size = Math.Abs(x);
        if (size > 6)
        {
            return Math.Sign(x);
        }

        if (size < 2.5)
        {
            double term = x;
            double sum = x;
            for (int n = 1; n < 80; n++)
            {
                term *= -x * x / n;
                sum += term / ((2 * n) + 1);
            }

            return 2 / Math.Sqrt(Math.PI) * sum;
        }

        double fraction = 0;
        for (int n = 80; n > 0; n--)
        {
            fraction = n / 2.0 / (size + fraction);
        }

        return Math.Sign(x) * (1 - (Math.Exp(-size * size) / (Math.Sqrt(Math.PI) * (size + fraction))));
    }
}
