using ParDef.IndependentDecoder.Payload;
using ParDef.TestVectors.Building;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Cases;

/// <summary>Section 11a: weights that are stored rewritten.</summary>
internal static class RewritingCases
{
    private const string Permuted = "rewritten-permuted";
    private const string Scaled = "rewritten-uniform";

    // Orbits of four, three and two channels: 0 to 3, 4 to 6, 7 and 8.
    private static readonly Reparameterization Permutations = new(Seeded.Bytes("rewriting", 32), 0, [4, 3, 2], 0);
    private static readonly Reparameterization Factors = Permutations with { Law = 1, Factors = 6 };

    public static IEnumerable<Vector> Make()
    {
        yield return Case.Clean(Permuted, "10 11a", PermutedRecipe(), "a matrix permuted along both axes, a quantized one along its rows, two halves changing places or not; no factors");
        yield return Case.Clean(Scaled, "10 11a", ScaledRecipe(Factors), "uniform factors, multiplied and divided, on one axis and on both");
        yield return Case.Clean("rewritten-powers", "11a", ScaledRecipe(Factors with { Law = 2 }), "factors that are powers of two");
        yield return Clean("no-parts", Permutations, "a reparameterization that no tensor uses", Kept("w", 12));
        yield return Clean("no-orbits", Permutations with { Orbits = [] }, "a reparameterization without orbits", Kept("w", 12));
        yield return Clean("tags", Permutations, "two copies of each channel on one axis", Kept("w", 8).From(Permutations, Part(8, Axis(1, Moves(4, 0), Moves(4, 0) with { Tag = 1 }))));
        yield return Clean(
            "tags-alternate", Permutations, "copies of the channels in turn", Kept("w", 6).From(Permutations, Part(6, Axis(1, Pairs(4), Pairs(5), Pairs(6)))));
        yield return Clean("stays", Permutations, "channels between positions that stay", Kept("w", 18).From(Permutations, Part(18, Axis(3, Stays(2), Moves(3, 4), Stays(1)))));
        yield return Clean(
            "two-parts",
            Permutations,
            "two parts of one tensor, three elements before, between and behind them",
            Kept("w", 16).From(Permutations, Part(4, Axis(1, Moves(4, 0))) with { Offset = 3 }, Part(3, Axis(1, Moves(3, 4))) with { Offset = 10 }));
        yield return Clean(
            "repeated", Permutations, "an axis inside another that is not listed", Kept("w", 24).From(Permutations, Part(24, Axis(2, Moves(4, 0)))));
        yield return Clean(
            "double", Factors, "factors of binary64 elements", TinyTensor.Kept("w", 11, [4], Doubles("double", 4)).From(Factors, Part(4, Axis(1, Moves(4, 0) with { Factors = [1], FactorSteps = [1] }))));
        yield return Clean(
            "bfloat16", Permutations, "a tensor of 16-bit elements", TinyTensor.Kept("w", 16, [2], Seeded.Bytes("bfloat16", 4)).From(Permutations, Part(2, Axis(1, Moves(2, 7)))));
        yield return Clean(
            "int8", Permutations, "a tensor of integers of one byte", TinyTensor.Kept("w", 3, [3, 2], Seeded.Bytes("int8", 6)).From(Permutations, Part(6, Axis(2, Moves(3, 4)), Axis(1, Moves(2, 7)))));
        yield return Clean(
            "int32", Permutations, "a tensor of 32-bit integers", TinyTensor.Kept("w", 6, [3], Seeded.Bytes("int32", 12)).From(Permutations, Part(3, Axis(1, Moves(3, 4)))));
        yield return Clean(
            "eight-factors", Factors, "eight factors of one position", Kept("w", 1).From(Factors, Part(1, Axis(1, Stays(1) with { Factors = [1, -2, 3, 4, -5, 6, 6, 6] }))));

        yield return Drawn("seed-31-bytes", draw => draw with { Seed = draw.Seed[..31] }, "a seed of 31 bytes");
        yield return Drawn("law-3", draw => draw with { Law = 3, Factors = 1 }, "law 3");
        yield return Drawn("orbit-1", draw => draw with { Orbits = [4, 3, 2, 1] }, "an orbit of one channel");
        yield return Drawn("channels-over-limit", draw => draw with { Orbits = [4, 3, 4_194_304 - 8, 2] }, "one channel more than there may be", "11a 14");
        yield return Drawn("orbit-beyond-32-bits", draw => draw with { Orbits = [4, 3, 2, 1UL << 32] }, "an orbit of 2^32 channels");
        yield return Drawn("factors-over-limit", draw => draw with { Law = 1, Factors = 4_194_305 }, "one factor more than there may be", "11a 14");
        yield return Drawn("factors-without-law", draw => draw with { Factors = 1 }, "a factor under the law that has none");
        yield return Drawn("law-without-factors", draw => draw with { Law = 1 }, "a law without factors");
        yield return Refused("missing", Permuted, PermutedRecipe(), recipe => recipe.Manifest = recipe.Manifest with { Reparameterization = null }, "parts without a reparameterization", "10");
        yield return Refused("lossless", Scaled, ScaledRecipe(Factors, quantized: false), recipe => recipe.Manifest = recipe.Manifest with { Lossless = 1 }, "factors in a file that calls itself lossless");

        yield return Bad("of-integers", Part(2, Axis(1, Moves(2, 7))), "a part of a tensor of 64-bit integers", TinyTensor.Kept("w", 7, [2], Seeded.Bytes("w", 16)));
        yield return Bad("no-axis", Part(12), "a part without an axis");
        yield return Bad("no-elements", Part(0, Axis(1, Moves(4, 0))), "a part of no elements");
        yield return Bad("behind-tensor", Part(4, Axis(1, Moves(4, 0))) with { Offset = 9 }, "a part that ends behind the tensor");
        yield return Bad("offset-2-64", Part(4, Axis(1, Moves(4, 0))) with { Offset = ulong.MaxValue - 3 }, "a part whose end is 0 in 64 bits");
        yield return Two("overlap", 2, "parts that overlap");
        yield return Two("descend", 0, "parts that do not ascend");
        yield return Bad("inner-0", Part(12, Axis(0, Moves(4, 0))), "an axis of no elements");
        yield return Bad("no-runs", Part(12, Axis(3)), "an axis without runs");
        yield return Bad("not-dividing", Part(10, Axis(1, Moves(4, 0))), "an axis of four positions in ten elements");
        yield return Bad("inner-not-dividing", Part(12, Axis(4, Moves(3, 4)), Axis(3, Stays(1))), "an axis that does not divide the one before");
        yield return Bad("inner-rises", Part(12, Axis(1, Moves(3, 4)), Axis(3, Moves(4, 0))), "axes whose inner rises");
        yield return Bad("inner-2-63", Part(12, Axis(1UL << 63, Moves(4, 0))), "an axis of 2^63 elements");

        yield return Bad("count-0", Part(12, Axis(3, Moves(4, 0), Stays(0))), "a run of no positions");
        yield return Bad("count-beyond", Part(12, Axis(1, Stays(uint.MaxValue))), "a run of 2^32 - 1 positions");
        yield return Bad("run-split", Part(12, Axis(3, Moves(2, 0), Moves(2, 2))), "two runs that one could be");
        yield return Bad("run-of-one-before-alike", Part(12, Axis(3, Moves(1, 0), Moves(3, 1))), "a run of one position that the next could hold");
        yield return Bad("step-of-one", Part(3, Axis(1, Moves(1, 4) with { ChannelStep = 1 }, Stays(1), Moves(1, 5))), "a step of one position");
        yield return Bad("channel-beyond", Part(12, Axis(3, Moves(4, 6))), "a channel that there is not");
        yield return Bad("channel-below", Part(12, Axis(3, Moves(4, 2) with { ChannelStep = -1 })), "a step below channel 0");
        yield return Bad("channel-twice", Part(8, Axis(1, Moves(4, 0), Moves(4, 0))), "every channel twice under one tag");
        yield return Bad("channel-step-0", Part(4, Axis(1, Moves(4, 0) with { ChannelStep = 0 })), "one channel at four positions");
        yield return Bad("orbit-in-part", Part(12, Axis(4, Moves(3, 0))), "three channels of an orbit of four");
        yield return Bad("orbit-in-part-under-tag", Part(6, Axis(1, Moves(4, 0), Moves(2, 2) with { Tag = 1 })), "two channels of an orbit of four under a second tag");
        yield return Bad("tag-below", Part(12, Axis(3, Moves(4, 0) with { TagStep = -1 })), "a tag below 0");
        yield return Bad("tag-beyond", Part(12, Axis(3, Moves(4, 0) with { Tag = 1UL << 31 })), "tag 2^31");
        yield return Bad("stays-with-tag", Part(12, Axis(1, Moves(4, 0), Stays(8) with { Tag = 1 })), "a tag of positions that stay");
        yield return Bad("stays-with-step", Part(12, Axis(1, Moves(4, 0), Stays(8) with { ChannelStep = 1 })), "a step of positions that stay");
        yield return Bad("nothing-happens", Part(12, Axis(3, Stays(4))), "an axis on which nothing happens");
        yield return Bad("factor-without", Part(4, Axis(1, Moves(4, 0) with { Factors = [1], FactorSteps = [0] })), "a factor of a file without factors");

        yield return BadFactors("factor-0", [0], [0], "factor 0");
        yield return BadFactors("factor-beyond", [4], [1], "factor 7 of six");
        yield return BadFactors("factor-through-0", [2], [-1], "numbers of factors that pass 0");
        yield return BadFactors("factor-steps-missing", [1], [], "factors without steps");
        yield return BadFactors("factor-steps-more", [1], [1, 1], "a step without a factor");
        yield return BadFactors("nine-factors", [1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0], "nine factors of a position");
        yield return Wrong(
            "factor-of-16-bits", Scaled, Factors, TinyTensor.Kept("w", 10, [4], Seeded.Bytes("w", 8)), [Part(4, Axis(1, Moves(4, 0) with { Factors = [1], FactorSteps = [0] }))], "a factor of 16-bit elements");
    }

    private static Recipe PermutedRecipe() => Recipe(
        Permutations,
        Kept("matrix", 12).From(Permutations, Part(12, Axis(3, Moves(4, 0)), Axis(1, Moves(3, 4)))),
        TinyTensor.Quantized("quantized", 1, 4, 6, Seeded.Bytes("integers", 24), [7, 250, 0, 128], [0.125, 0.3, 1, 2]).From(Permutations, Part(24, Axis(6, Moves(4, 0)))),
        Kept("halves", 6).From(Permutations, Part(6, Axis(3, Moves(2, 8) with { ChannelStep = -1 }))));

    private static Recipe ScaledRecipe(Reparameterization rewriting, bool quantized = true)
    {
        var matrix = Kept("matrix", 12).From(
            rewriting,
            Part(12, Axis(3, Moves(4, 0) with { Factors = [1], FactorSteps = [1] }), Axis(1, Moves(3, 4) with { Factors = [-4, 6], FactorSteps = [1, -2] })));
        var bias = Kept("bias", 3).From(rewriting, Part(3, Axis(1, Stays(3) with { Factors = [-5], FactorSteps = [0] })));
        var rows = TinyTensor.Quantized("quantized", 1, 4, 6, Seeded.Bytes("integers", 24), [], [0.125, 0.3, 1, 2])
            .From(rewriting, Part(24, Axis(6, Moves(4, 0) with { Factors = [2], FactorSteps = [1] })));
        return quantized ? Recipe(rewriting, matrix, bias, rows) : Recipe(rewriting, matrix, bias);
    }

    private static Vector Clean(string name, Reparameterization rewriting, string comment, TinyTensor tensor) =>
        Case.Clean("rewritten-" + name, "10 11a", Recipe(rewriting, tensor), comment);

    private static Vector Drawn(string name, Func<Reparameterization, Reparameterization> edit, string comment, string sections = "11a") => Refused(
        name, Permuted, PermutedRecipe(), recipe => recipe.Manifest = recipe.Manifest with { Reparameterization = edit(recipe.Manifest.Reparameterization!) }, comment, sections);

    private static Vector Bad(string name, PartEntry part, string comment, TinyTensor? tensor = null) =>
        Wrong(name, Permuted, Permutations, tensor ?? Kept("w", 12), [part], comment);

    private static Vector Two(string name, ulong second, string comment) =>
        Wrong(name, Permuted, Permutations, Kept("w", 12), [Part(4, Axis(1, Moves(4, 0))) with { Offset = second == 0 ? 4UL : 0 }, Part(4, Axis(1, Moves(4, 0))) with { Offset = second }], comment);

    private static Vector BadFactors(string name, long[] factors, long[] steps, string comment) => Wrong(
        name, Scaled, Factors, Kept("w", 4), [Part(4, Axis(1, Moves(4, 0) with { Factors = factors, FactorSteps = steps }))], comment);

    private static Vector Wrong(string name, string differsFrom, Reparameterization rewriting, TinyTensor tensor, PartEntry[] parts, string comment) => Refused(
        name, differsFrom, Recipe(rewriting, tensor), recipe => recipe.EditTensor(0, entry => entry with { Parts = parts }), comment);

    private static Vector Refused(string name, string differsFrom, Recipe recipe, Action<Recipe> breakRule, string comment, string sections = "11a") =>
        Case.Forged("rewritten-" + name, sections, differsFrom, recipe, breakRule, comment);

    private static Recipe Recipe(Reparameterization rewriting, params TinyTensor[] tensors)
    {
        var recipe = new Recipe(tensors);
        recipe.Manifest = recipe.Manifest with { Reparameterization = rewriting, Lossless = rewriting.Law == 0 ? recipe.Manifest.Lossless : 0 };
        return recipe;
    }

    private static TinyTensor Kept(string name, int elements) =>
        TinyTensor.Kept(name, 1, [elements], [.. Seeded.Bytes(name, elements).SelectMany(value => BitConverter.GetBytes((value - 100) / 64f))]);

    private static byte[] Doubles(string name, int elements) => [.. Seeded.Bytes(name, elements).SelectMany(value => BitConverter.GetBytes((value - 100) / 64.0))];

    private static PartEntry Part(ulong elements, params AxisEntry[] axes) => new(0, elements, axes);

    private static AxisEntry Axis(ulong inner, params RunEntry[] runs) => new(inner, runs);

    // Channels from a first one on.
    private static RunEntry Moves(ulong count, ulong channel) => new(count, channel + 1, count > 1 ? 1 : 0, 0, 0, [], []);

    // One channel twice, under the tags 0 and 1.
    private static RunEntry Pairs(ulong channel) => new(2, channel + 1, 0, 0, 1, [], []);

    private static RunEntry Stays(ulong count) => new(count, 0, 0, 0, 0, [], []);
}
