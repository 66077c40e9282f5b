using System.Security.Cryptography;
using System.Text;

namespace ParDef.TestVectors.Building;

/// <summary>Bytes that look random and are the same every time.</summary>
public static class Seeded
{
    /// <summary>SHA-256 of the label and a counter, as often as needed.</summary>
    public static byte[] Bytes(string label, int count)
    {
        var result = new List<byte>();
        for (int i = 0; result.Count < count; i++)
        {
            result.AddRange(SHA256.HashData(Encoding.UTF8.GetBytes($"pardef test vector/{label}/{i}")));
        }

        return [.. result.Take(count)];
    }

    /// <summary>Distinct places below a bound, ascending.</summary>
    public static int[] Places(string label, int count, int bound)
    {
        byte[] bytes = Bytes(label, 16 * count);
        return [.. Enumerable.Range(0, 4 * count).Select(i => (int)(BitConverter.ToUInt32(bytes, 4 * i) % (uint)bound)).Distinct().Take(count).Order()];
    }
}
