using ParDef.TestVectors.Building;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Section 5: where a header can still be found, which one is taken, and where the pages lie then.</summary>
internal static class SearchCases
{
    public static IEnumerable<Vector> Make()
    {
        yield return Repaired("one-copy-first", "5.1", file => KeepCopies(file, 3), "only the fourth copy of the first block is left");
        yield return Repaired("one-copy-last", "5.1", file => KeepCopies(file, 20), "only the last copy of the last block is left");
        yield return Repaired("majority-first-block", "5.2", file => FlipInEach(file, blocks: 1), "each copy of the first block has a flipped bit, the other blocks are gone");
        yield return Repaired("majority-two-blocks", "5.2", MajorityOfTwo, "four copies of the first and three of the last block share a flipped bit, all have one");
        yield return Repaired("boundary-block", "5.3", BoundaryOnly, "only the block between payload and parity is left, each copy with a flipped bit");
        yield return Repaired("majority-three-blocks", "5.3", MajorityOfThree, "no majority but that of all three blocks is right");
        yield return Refused("no-copy", "header-refused", "damaged", "5", file => KeepCopies(file, -1), "no copy is left");
        yield return Refused("empty", "header-refused", "damaged", "5", _ => [], "a file of no bytes");
        yield return Refused("100-bytes", "header-refused", "damaged", "5", file => file[..100], "100 bytes: no candidate lies inside");
        yield return Refused("noise", "header-refused", "damaged", "5", file => Seeded.Bytes("noise", file.Length), "noise of the same length");

        yield return Repaired("foreign-copies", "5", file => Splice(file, Foreign(0, 1)), "a block of copies of another file under the same key");
        yield return Repaired("foreign-copies-higher", "5", file => Splice(file, Foreign(9, 1)), "the same with a higher generation, which is tried first");
        yield return Repaired("seven-foreign-headers", "5", file => Splice(file, Foreign(9, 7)), "seven other authentic headers of higher generations");
        yield return Case.Refused(
            "search-eight-foreign-headers", "page-refused", "damaged", "5", "search-seven-foreign-headers", Splice(Controls.LosslessRecipe().Build(), Foreign(9, 8)), "eight of them: the ninth is not tried");
        yield return OldGeneration();
        yield return Refused("forged-and-wrong-key", "header-refused", "forged", "5", ForgedAndWrongKey, "some copies forged, some under another key: forged comes first");
        yield return Case.Refused(
            "search-wrong-key-and-unsupported", "wrong-key", "wrong-key", "5", Controls.Lossless, WrongKeyAndUnsupported(), "some copies under another key, some of version 2");

        yield return Repaired("end-cut", "5", file => file[..^3000], "the last 3,000 bytes are missing");
        yield return Repaired("front-cut", "5", file => file[3000..], "the first 3,000 bytes are missing");
        yield return Repaired("end-appended", "5", file => [.. file, .. Seeded.Bytes("appended", 777)], "777 bytes appended");
        yield return Repaired("front-prefixed", "5", file => [.. Seeded.Bytes("prefixed", 777), .. file], "777 bytes put before");
        yield return Repaired("byte-inserted", "5", file => [.. file[..2000], 0, .. file[2000..]], "a byte inserted into the payload page: the parity lies right from the end");
        yield return Repaired("byte-removed", "5", file => [.. file[..9000], .. file[9001..]], "a byte removed from the parity pages");
        yield return Repaired("zeros-appended", "5", file => [.. file, .. new byte[4096]], "a sector of zeros appended");
        yield return Refused("front-half", "page-refused", "damaged", "5", file => file[..1500], "the first 1,500 bytes: a header, and hardly a page");
        yield return Case.Repaired(
            "search-large-prefix", "5", Controls.LosslessRecipe(), file => [.. Seeded.Bytes("large prefix", 6000), .. file], "more bytes put before than the first block has");
    }

    private static Vector Repaired(string name, string sections, Func<byte[], byte[]> damage, string comment) =>
        Case.Repaired("search-" + name, sections, Controls.LosslessRecipe(), damage, comment);

    private static Vector Refused(string name, string expect, string code, string sections, Func<byte[], byte[]> damage, string comment) =>
        Case.Refused("search-" + name, expect, code, sections, Controls.Lossless, damage(Controls.LosslessRecipe().Build()), comment);

    private static byte[] KeepCopies(byte[] file, int kept)
    {
        Copies.ForEach(file, (number, copy) =>
        {
            if (number != kept)
            {
                copy.Clear();
            }
        });
        return file;
    }

    private static byte[] FlipInEach(byte[] file, int blocks)
    {
        Copies.ForEach(file, (number, copy) =>
        {
            if (number < 7 * blocks)
            {
                copy[number * 9] ^= 0x10;
            }
            else
            {
                copy.Clear();
            }
        });
        return file;
    }

    private static byte[] MajorityOfTwo(byte[] file)
    {
        Copies.ForEach(file, (number, copy) =>
        {
            switch (number)
            {
                case < 4:
                    copy[50] ^= 1;
                    break;
                case < 7:
                    copy[51] ^= 1;
                    break;
                case < 14:
                    copy.Clear();
                    break;
                case < 18:
                    copy[52] ^= 1;
                    break;
                default:
                    copy[53] ^= 1;
                    break;
            }
        });
        return file;
    }

    private static byte[] BoundaryOnly(byte[] file)
    {
        Copies.ForEach(file, (number, copy) =>
        {
            if (number is >= 7 and < 14)
            {
                copy[number] ^= 0x10;
            }
            else
            {
                copy.Clear();
            }
        });
        return file;
    }

    // Bit A is wrong in four copies of the first and of the last block, bit B in four of the one between: 8 and 4 of all 21.
    private static byte[] MajorityOfThree(byte[] file)
    {
        Copies.ForEach(file, (number, copy) =>
        {
            bool most = number % 7 < 4;
            copy[most ? (number is >= 7 and < 14 ? 61 : 60) : 62] ^= 1;
        });
        return file;
    }

    /// <summary>Headers of other files under the same master key, each of its own generation.</summary>
    private static List<byte[]> Foreign(uint generation, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var other = Controls.QuantizedRecipe();
            (other.FileKey, other.Generation) = (Seeded.Bytes($"foreign {i}", 32), generation + (uint)i);
            return other.Build()[..192];
        }),
    ];

    /// <summary>Foreign copies over the ends of the first and the last block; the copies between stay.</summary>
    private static byte[] Splice(byte[] file, List<byte[]> foreign)
    {
        int[] places = [0, 1, 2, 3, 4, 14, 15, 16];
        int[] offsets = Copies.Offsets(file);
        for (int i = 0; i < foreign.Count; i++)
        {
            foreign[i].CopyTo(file, offsets[places[i]]);
        }

        return file;
    }

    private static Vector OldGeneration()
    {
        var current = Controls.LosslessRecipe();
        current.Generation = 2;
        byte[] old = Controls.LosslessRecipe().Build();
        return Case.Repaired(
            "search-old-generation",
            "5 12",
            current,
            file => [.. old[..Copies.Block], .. file[Copies.Block..]],
            "the first block is of generation 0, the others of generation 2, all authentic under one key");
    }

    private static byte[] ForgedAndWrongKey(byte[] file)
    {
        byte[] foreign = OtherMaster();
        Copies.ForEach(file, (number, copy) =>
        {
            if (number % 2 == 0)
            {
                copy[170] ^= 1;
            }
            else
            {
                foreign.CopyTo(copy);
            }
        });
        return file;
    }

    private static byte[] WrongKeyAndUnsupported()
    {
        byte[] foreign = OtherMaster();
        var newer = Controls.LosslessRecipe();
        newer.EditHeaderFields = copy => copy[8] = 2;
        byte[] file = newer.Build();
        Copies.ForEach(file, (number, copy) =>
        {
            if (number % 2 == 0)
            {
                foreign.CopyTo(copy);
            }
        });
        return file;
    }

    private static byte[] OtherMaster()
    {
        var other = Controls.LosslessRecipe();
        other.Master = Seeded.Bytes("another master key", 32);
        return other.Build()[..192];
    }
}
