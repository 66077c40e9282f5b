using System.Buffers.Binary;
using ParDef.IndependentDecoder.Keys;
using ParDef.IndependentDecoder.Payload;

namespace ParDef.IndependentDecoder.Models;

/// <summary>Takes the rewriting of weights back (section 11a).</summary>
public sealed class Rewriting
{
    private readonly int[] _image;
    private readonly double[] _factors;

    /// <summary>Draws permutations and factors.</summary>
    public Rewriting(Reparameterization rewriting)
    {
        ArgumentNullException.ThrowIfNull(rewriting);
        _image = [.. Enumerable.Range(0, (int)rewriting.Channels)];
        int first = 0;
        for (int orbit = 0; orbit < rewriting.Orbits.Count; orbit++)
        {
            int extent = (int)rewriting.Orbits[orbit];
            using var stream = new KeyedStream(rewriting.Seed, (ulong)orbit);
            for (int i = extent - 1; i >= 1; i--)
            {
                int j = stream.Pick(i + 1);
                (_image[first + i], _image[first + j]) = (_image[first + j], _image[first + i]);
            }

            first += extent;
        }

        using var draws = new KeyedStream(rewriting.Seed, 1UL << 63);
        _factors = [1, .. Enumerable.Range(0, (int)rewriting.Factors).Select(_ => Draw(draws, rewriting.Law))];
    }

    /// <summary>The content of a tensor as it was before it was rewritten.</summary>
    public byte[] TakeBack(TensorEntry tensor, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        byte[] result = (byte[])content.Clone();
        int width = (int)tensor.ElementBytes;
        foreach (var part in tensor.Parts)
        {
            int at = (int)part.Offset * width;
            byte[] elements = result.AsSpan(at, (int)part.Elements * width).ToArray();
            foreach (var axis in part.Axes)
            {
                elements = PutBack(axis, elements, width);
            }

            Divide(part, elements, tensor.ElementType);
            elements.CopyTo(result, at);
        }

        return result;
    }

    private static double Draw(KeyedStream stream, ulong law) => law == 1 ? 0.75 + (0.5 * ((stream.Next() >> 8) / 16_777_216.0)) : Math.Pow(2, stream.Pick(3) - 1);

    private byte[] PutBack(AxisEntry axis, byte[] elements, int width)
    {
        var positions = axis.Positions();
        var places = positions.Select((position, i) => (Key: (position.Channel, position.Tag), i)).Where(place => place.Key.Channel >= 0).ToDictionary(place => place.Key, place => place.i);
        var result = new byte[elements.Length];
        int inner = (int)axis.Inner;
        for (int e = 0; e < elements.Length / width; e++)
        {
            int p = e / inner % positions.Count;
            int q = positions[p].Channel < 0 ? p : places[(_image[positions[p].Channel], positions[p].Tag)];
            elements.AsSpan(e * width, width).CopyTo(result.AsSpan((e + ((q - p) * inner)) * width));
        }

        return result;
    }

    private void Divide(PartEntry part, byte[] elements, ulong type)
    {
        int width = type == 11 ? 8 : 4;
        var axes = part.Axes.Select(axis => (Inner: (int)axis.Inner, Factors: axis.Positions().Select(position => Product(position.Factors)).ToList())).ToList();
        if (type is not (1 or 11))
        {
            return;
        }

        for (int e = 0; e < elements.Length / width; e++)
        {
            double inverse = 1 / axes.Aggregate(1.0, (product, axis) => product * axis.Factors[e / axis.Inner % axis.Factors.Count]);
            var element = elements.AsSpan(e * width);
            if (inverse == 1)
            {
                continue;
            }

            if (type == 11)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(element, BinaryPrimitives.ReadDoubleLittleEndian(element) * inverse);
            }
            else
            {
                BinaryPrimitives.WriteSingleLittleEndian(element, (float)(BinaryPrimitives.ReadSingleLittleEndian(element) * inverse));
            }
        }
    }

    private double Product(long[] factors) =>
        factors.Aggregate(1.0, (product, factor) => factor > 0 ? product * _factors[factor] : product / _factors[-factor]);
}
