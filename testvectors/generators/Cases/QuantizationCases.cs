using ParDef.TestVectors.Building;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Section 11: the way back from integers, for every element type.</summary>
internal static class QuantizationCases
{
    private const double Awkward = 0.0123456789;

    public static IEnumerable<Vector> Make()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        byte[] symmetric = [.. Enumerable.Range(-127, 255).Select(value => (byte)value)];
        foreach (var (name, type) in new[] { ("float", 1), ("float16", 10), ("double", 11), ("bfloat16", 16) })
        {
            yield return Of($"{name}-affine", TinyTensor.Quantized("w", type, 4, 64, all, [0, 1, 128, 255], [Awkward, 1, 3.7, Awkward / 1000]), "all 256 integers, four channels with zero points at both ends");
            yield return Of($"{name}-symmetric", TinyTensor.Quantized("w", type, 3, 5, symmetric, [], [Awkward, 0.5, 77.7]), "all integers from -127 to 127, channels that come round several times");
        }

        byte[] ends = [0, 1, 254, 255];
        yield return Of("float-largest", TinyTensor.Quantized("w", 1, 1, 4, ends, [128], [3e36]), "products beyond binary32 become its largest finite value");
        yield return Of("float16-largest", TinyTensor.Quantized("w", 10, 1, 4, ends, [128], [515.5]), "products beyond binary16 become its largest finite value");
        yield return Of("bfloat16-largest", TinyTensor.Quantized("w", 16, 1, 4, ends, [128], [3e36]), "products beyond bfloat16 become its largest finite value");
        yield return Of("double-largest", TinyTensor.Quantized("w", 11, 1, 4, ends, [128], [1.6e306]), "products beyond binary64 become its largest finite value");
        byte[] small = [0, 1, 2, 3, 4, 5, 6, 7];
        yield return Of("float-subnormal", TinyTensor.Quantized("w", 1, 1, 8, small, [3], [float.Epsilon]), "multiples of the smallest binary32");
        yield return Of("float16-subnormal-ties", TinyTensor.Quantized("w", 10, 1, 8, small, [3], [Math.ScaleB(1, -25)]), "halves of the smallest binary16: ties to even");
        yield return Of("bfloat16-subnormal-ties", TinyTensor.Quantized("w", 16, 1, 8, small, [3], [Math.ScaleB(1, -134)]), "halves of the smallest bfloat16: ties to even");
        yield return Of("double-subnormal", TinyTensor.Quantized("w", 11, 1, 8, small, [3], [double.Epsilon]), "multiples of the smallest binary64");
        byte[] odd = [.. Enumerable.Range(0, 128).Select(i => (byte)((2 * i) + 1))];
        yield return Of("float16-ties", TinyTensor.Quantized("w", 10, 1, 128, odd, [0], [1 + Math.ScaleB(1, -10)]), "products with bits behind the last place of binary16");
        yield return Of("bfloat16-ties", TinyTensor.Quantized("w", 16, 1, 128, odd, [0], [1 + Math.ScaleB(1, -7)]), "products with bits behind the last place of bfloat16");
        yield return Of("float16-once", TinyTensor.Quantized("w", 10, 1, 4, [1, 2, 4, 8], [0], [1 + Math.ScaleB(1, -11) + Math.ScaleB(1, -23)]), "just above a tie: rounding through binary32 would still be right, rounding the scale first would not");
    }

    private static Vector Of(string name, TinyTensor tensor, string comment) => Case.Clean("quantized-" + name, "10 11", new Recipe(tensor), comment);
}
