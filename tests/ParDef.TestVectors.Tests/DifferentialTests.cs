using System.Security.Cryptography;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Protecting;
using ParDef.ErrorCorrection.Construction;
using ParDef.IndependentDecoder.Keys;
using ParDef.Quantization;
using ParDef.TestVectors.Building;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Tests;

public class DifferentialTests
{
    private static readonly byte[] Secret = Seeded.Bytes("differential", 32);

    // Few enough for every run; the seeds say which model, strength, encoding and damage.
    private const int Seeds = 60;

    [Fact]
    public void What_the_product_protects_both_read_alike_whatever_happened_to_it()
    {
        int accepted = 0, repaired = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            byte[] artifact = Protect(random);
            byte[] damaged = artifact;
            for (int times = random.Next(4); times > 0; times--)
            {
                damaged = Hurt(damaged, random);
            }

            var vector = new Vector
            {
                Name = $"seed {seed}",
                Expect = "",
                Sections = [],
                Key = KeyText.Write(Secret),
                Comment = "",
                Artifact = damaged,
            };
            var second = SecondDecoder.Read(vector);
            var product = Product.Read(vector);
            accepted += second.ArtifactSha256 is null ? 0 : 1;
            repaired += second.Code == "repaired" ? 1 : 0;
            if (second.Code == "damaged" && product.ArtifactSha256 is not null)
            {
                // The product corrects more, but to nothing else than what was protected.
                Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(artifact)), product.ArtifactSha256);
                continue;
            }

            Assert.True(second == product, $"seed {seed}: {second}, the product says {product}");
        }

        Assert.True(accepted > Seeds / 2 && repaired > Seeds / 4, $"{accepted} accepted, {repaired} of them repaired");
    }

    private static byte[] Protect(Random random)
    {
        int[] rows = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(1, 13))];
        int[] types = [1, 10, 11, 16];
        using var master = MasterKey.FromBytes(Secret);
        var options = new ProtectOptions
        {
            Id = "differential",
            Redundancy = (Redundancy)random.Next(1, 5),
            Lossless = random.Next(3) == 0,
            Scheme = random.Next(2) == 0 ? QuantizationScheme.Affine : QuantizationScheme.Symmetric,
            Granularity = random.Next(2) == 0 ? Granularity.Channel : Granularity.Tensor,
        };
        return Protector.Protect(Model(rows, types[random.Next(4)]), master, options, TestContext.Current.CancellationToken).Content;
    }

    private static byte[] Hurt(byte[] file, Random random)
    {
        int at = random.Next(Math.Max(1, file.Length));
        int count = random.Next(5000);
        int end = Math.Min(file.Length, at + count);
        byte[] result = (byte[])file.Clone();
        switch (random.Next(8))
        {
            case 0:
                result.AsSpan(at, end - at).Clear();
                return result;
            case 1:
                result.AsSpan(at, end - at).Fill(0xA5);
                return result;
            case 2:
                return file[..Math.Max(0, file.Length - count)];
            case 3:
                return file[Math.Min(count, file.Length)..];
            case 4:
                return [.. file, .. Seeded.Bytes($"{count}", count)];
            case 5:
                return [.. file[..at], .. file[end..]];
            default:
                for (int flips = file.Length == 0 ? 0 : random.Next(40); flips > 0; flips--)
                {
                    int place = random.Next(file.Length);
                    result[place] ^= (byte)(1 << (place % 8));
                }

                return result;
        }
    }

    /// <summary>A chain of products with weights of a few rows each.</summary>
    private static byte[] Model(int[] rows, int type)
    {
        int width = type switch { 1 => 4, 11 => 8, _ => 2 };
        return TinyModel.OfProducts([.. rows.Select((count, i) => TinyTensor.Kept($"w{i}", type, [16, 8 * count], Weights(i, 128 * count, width)))]);
    }

    private static byte[] Weights(int index, int count, int width)
    {
        byte[] seeds = Seeded.Bytes($"weights {index}", count);
        return [.. seeds.SelectMany(seed => Element((sbyte)seed / 64.0, width))];
    }

    private static byte[] Element(double value, int width) => width switch
    {
        8 => BitConverter.GetBytes(value),
        4 => BitConverter.GetBytes((float)value),
        _ => BitConverter.GetBytes((Half)value),
    };
}
