using System.Text;
using ParDef.IndependentDecoder;
using ParDef.IndependentDecoder.Keys;
using ParDef.TestVectors.Writing;

namespace ParDef.TestVectors.Tests;

/// <summary>Each rule behind the tags is the one that refuses its vectors: with that rule switched off, and no other, the verdict is another.</summary>
public class RuleTests
{
    // Refused by one rule alone. In the other vectors a second rule, or the plain impossibility of going on, stands behind the first.
    private static readonly string[] OneRuleAlone =
    [
        "block-gap", "block-order", "block-order-kept-first", "block-short-inside", "block-short-small", "block-shorter-than-stated",
        "files-empty-entry", "files-length-2-63", "files-lengths-overflow", "files-longer-than-source", "files-name-1025-bytes",
        "files-name-absolute", "files-name-backslash", "files-name-control", "files-name-dot", "files-name-doubled-separator", "files-name-drive",
        "files-name-folder", "files-name-parent", "files-name-parent-inside", "files-name-twice", "files-name-zero", "files-thousand-and-one",
        "manifest-default-written", "manifest-digest-31-bytes", "manifest-digest-missing", "manifest-field-order", "manifest-field-twice",
        "manifest-granularity-2", "manifest-id-257-bytes", "manifest-id-257-in-utf8", "manifest-id-control", "manifest-id-control-c1",
        "manifest-id-empty", "manifest-id-not-utf8", "manifest-id-surrogate", "tensor-name-not-utf8", "manifest-lossless-0-written", "manifest-lossless-2", "manifest-lossless-quantized", "manifest-number-not-shortest",
        "manifest-revision-0", "page-padding-first", "page-padding-set", "tensor-100001", "tensor-broken-elements", "tensor-element-type-2-32",
        "tensor-elements-less", "tensor-inner-5", "tensor-kept-with-channels", "tensor-kept-with-inner", "tensor-length-short",
        "tensor-type-int8", "tensor-zero-points-left",
        "rewritten-descend", "rewritten-factor-0", "rewritten-factor-of-16-bits", "rewritten-factor-steps-more", "rewritten-factor-through-0",
        "rewritten-factors-over-limit", "rewritten-factors-without-law", "rewritten-inner-rises", "rewritten-law-3", "rewritten-law-without-factors",
        "rewritten-lossless", "rewritten-missing", "rewritten-nine-factors", "rewritten-no-axis", "rewritten-nothing-happens", "rewritten-orbit-1",
        "rewritten-overlap", "rewritten-run-of-one-before-alike", "rewritten-run-split", "rewritten-stays-with-step", "rewritten-stays-with-tag",
        "rewritten-tag-beyond",
    ];

    public static IEnumerable<TheoryDataRow<string>> Alone() => OneRuleAlone.Select(name => new TheoryDataRow<string>(name));

    public static IEnumerable<TheoryDataRow<string>> Others() => Collection.Names.Except(OneRuleAlone)
        .Where(name => Collection.Read(name).Expect == "content-refused").Select(name => new TheoryDataRow<string>(name));

    [Theory]
    [MemberData(nameof(Alone))]
    public void Without_its_rule_a_file_that_only_one_rule_refuses_is_accepted(string name)
    {
        var vector = Collection.Read(name);
        Assert.Equal("content-refused", vector.Expect);
        var refusal = Assert.Throws<RefusedException>(() => Decode(vector));
        Assert.NotEmpty(RefusedException.Without(refusal.Message, () => Decode(vector)).Source);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Without_its_rule_another_file_fails_later_and_otherwise(string name)
    {
        var vector = Collection.Read(name);
        var refusal = Assert.Throws<RefusedException>(() => Decode(vector));
        var later = Assert.ThrowsAny<Exception>(() => RefusedException.Without(refusal.Message, () => Decode(vector)));
        Assert.NotEqual(refusal.Message, later.Message);
    }

    private static Decoded Decode(Vector vector) =>
        IndependentDecoder.Decoder.Decode(vector.Artifact, KeyText.Read(Encoding.UTF8.GetBytes(vector.Key)));
}
