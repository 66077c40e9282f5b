namespace ParDef.Attacks.Faults;

/// <summary>Overwrites and names the kinds of <see cref="Fill"/>.</summary>
internal static class Filling
{
    public static void Write(this Fill fill, Span<byte> target, SeededRandom random)
    {
        switch (fill)
        {
            case Fill.Zero:
                target.Clear();
                break;
            case Fill.Ones:
                target.Fill(byte.MaxValue);
                break;
            case Fill.Random:
                random.NextBytes(target);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(fill), fill, "not a kind of fill");
        }
    }

    public static string Name(this Fill fill) => fill switch
    {
        Fill.Zero => "zeros",
        Fill.Ones => "ones",
        _ => "random bytes",
    };
}
