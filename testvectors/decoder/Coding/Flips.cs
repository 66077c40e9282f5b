namespace ParDef.IndependentDecoder.Coding;

/// <summary>Corrects a few flipped bits: those flip that most of their checks vote against (Gallager).</summary>
public static class Flips
{
    private const int Rounds = 40;

    /// <summary>Flips bits in place until all checks hold or the rounds are over.</summary>
    /// <param name="code">The code.</param>
    /// <param name="bits">The bits of the chain.</param>
    /// <param name="certain">Bits that never flip.</param>
    public static void Correct(CoupledCode code, byte[] bits, bool[] certain)
    {
        var received = (byte[])bits.Clone();
        for (int round = 0; round < Rounds; round++)
        {
            var votes = new byte[bits.Length];
            bool holds = true;
            foreach (var row in code.Rows)
            {
                for (int bit = 0; bit < code.Z; bit++)
                {
                    int sum = 0;
                    foreach (var edge in row)
                    {
                        sum ^= bits[code.Position(edge, bit)];
                    }

                    if (sum == 0)
                    {
                        continue;
                    }

                    holds = false;
                    foreach (var edge in row)
                    {
                        votes[code.Position(edge, bit)]++;
                    }
                }
            }

            if (holds)
            {
                return;
            }

            for (int at = 0; at < bits.Length; at++)
            {
                int needed = round % 2 == 1 || bits[at] != received[at] ? 3 : 4;
                if (votes[at] >= needed && !certain[at])
                {
                    bits[at] ^= 1;
                }
            }
        }
    }
}
