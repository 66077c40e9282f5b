using ParDef.Attacks.Integers;

namespace ParDef.Attacks.Searches;

/// <summary>Bytes written at once, as the bits that this flips.</summary>
internal static class ByteChange
{
    /// <summary>Stores a byte and adds the bits that differ to a list.</summary>
    public static void Write(IntegerTensor tensor, int element, byte stored, List<BitChange> changes)
    {
        int difference = tensor.Values[element] ^ stored;
        for (int bit = 0; bit < 8; bit++)
        {
            if ((difference >> bit & 1) != 0)
            {
                changes.Add(new BitChange(tensor.Name, element, bit));
            }
        }

        tensor.Write(element, stored);
    }
}
