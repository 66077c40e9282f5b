using System.Runtime.InteropServices;

namespace ParDef.Fuzz.Tests;

/// <summary>One to four random changes of a file: a bit, a byte, a cut, a removed or a repeated run.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] original, int seed)
    {
        var random = new Random(seed);
        List<byte> bytes = [.. original];
        for (int changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            Change(bytes, random);
        }

        return [.. bytes];
    }

    private static void Change(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count);
        int run = random.Next(1, Math.Min(16, bytes.Count - at) + 1);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                // Lengths and counts at their extremes.
                CollectionsMarshal.AsSpan(bytes).Slice(at, run).Fill(random.Next(2) == 0 ? (byte)0 : (byte)0xFF);
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.RemoveRange(at, run);
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(at, run));
                break;
        }
    }
}
