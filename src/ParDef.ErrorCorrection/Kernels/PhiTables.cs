namespace ParDef.ErrorCorrection.Kernels;

/// <summary>
/// The arithmetic of the soft decoder in bytes (docs/coding.md section 5). A log-likelihood ratio is counted in steps of 1/6; sums over a check run in the domain of
/// phi(x) = -ln tanh(x / 2), its own inverse, in steps of 1/128.
/// </summary>
internal static class PhiTables
{
    /// <summary>Steps of a log-likelihood ratio to one.</summary>
    public const int StepsPerNat = 6;

    /// <summary>The greatest message: five of them and a posterior stay inside a signed byte, where saturation would spoil what is subtracted again.</summary>
    public const int GreatestMessage = 27;

    /// <summary>Steps of phi to one.</summary>
    private const int PhiStepsPerNat = 128;

    /// <summary>From here on phi counts as zero; below, at least one step: thirty fairly sure bits must not pass for certain ones.</summary>
    public const int FirstCertain = 45;

    /// <summary>Phi of the magnitudes 0 to 127.</summary>
    public static ReadOnlySpan<byte> Phi => PhiOfMagnitude;

    /// <summary>Magnitude of the message for a sum of phi of 0 to 255; 255 stands for all greater sums and tells nothing.</summary>
    public static ReadOnlySpan<byte> Message => MessageOfSum;

    private static readonly byte[] PhiOfMagnitude = [.. Enumerable.Range(0, 128).Select(PhiOf)];
    private static readonly byte[] MessageOfSum = [.. Enumerable.Range(0, 256).Select(MessageOf)];

    private static byte PhiOf(int magnitude)
    {
        if (magnitude == 0)
        {
            return byte.MaxValue;
        }

        int phi = Round(Exact((double)magnitude / StepsPerNat) * PhiStepsPerNat);
        return (byte)Math.Clamp(phi, magnitude < FirstCertain ? 1 : 0, byte.MaxValue);
    }

    private static byte MessageOf(int sum)
    {
        const double belowOne = 0.25;
        return sum == byte.MaxValue ? (byte)0
            : (byte)Math.Min(GreatestMessage, Round(Exact(Math.Max(sum, belowOne) / PhiStepsPerNat) * StepsPerNat));
    }

    private static double Exact(double x) => -Math.Log(Math.Tanh(x / 2));

    private static int Round(double value) => (int)Math.Floor(value + 0.5);
}
