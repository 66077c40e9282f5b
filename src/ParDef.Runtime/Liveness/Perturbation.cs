using System.Runtime.InteropServices;
using ParDef.Runtime.Graphs;

namespace ParDef.Runtime.Liveness;

/// <summary>Other values for a tensor: ordinary numbers, every one different from what it was.</summary>
internal static class Perturbation
{
    /// <summary>Number of ways to perturb: what one hides, such as a rectifier behind a negative value, another shows.</summary>
    public const int Ways = 2;

    private static readonly (float Factor, float Term)[] Lines = [(1.7f, 0.37f), (-1.3f, 0.61f)];

    /// <summary>True if elements of a type can be changed without harm: numbers that are multiplied, not shapes and indices.</summary>
    public static bool Covers(int elementType) =>
        elementType is TensorBytes.Float or TensorBytes.Double or TensorBytes.Float16 or TensorBytes.Int8 or TensorBytes.UInt8;

    /// <summary>Changes every element of a content.</summary>
    public static void Apply(int elementType, int way, Span<byte> content)
    {
        var (factor, term) = Lines[way];
        switch (elementType)
        {
            case TensorBytes.Float:
                foreach (ref float value in MemoryMarshal.Cast<byte, float>(content))
                {
                    value = (value * factor) + term;
                }

                break;
            case TensorBytes.Double:
                foreach (ref double value in MemoryMarshal.Cast<byte, double>(content))
                {
                    value = (value * factor) + term;
                }

                break;
            case TensorBytes.Float16:
                foreach (ref var value in MemoryMarshal.Cast<byte, Half>(content))
                {
                    value = (Half)(((float)value * factor) + term);
                }

                break;
            default:
                foreach (ref byte value in content)
                {
                    value ^= way == 0 ? (byte)0x11 : (byte)0x42;
                }

                break;
        }
    }
}
