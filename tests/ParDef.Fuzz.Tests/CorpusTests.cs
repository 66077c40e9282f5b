using ParDef.Fuzz.Harnesses;

namespace ParDef.Fuzz.Tests;

/// <summary>The quick form of fuzzing, without instrumentation: what leaves a harness as an exception fails the test.</summary>
public class CorpusTests
{
    public static TheoryData<string> Names => [.. Harness.All.Select(harness => harness.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_input_of_the_corpus_is_answered(string name)
    {
        var harness = Harness.All.Single(candidate => candidate.Name == name);
        var inputs = Corpus(name);
        Assert.NotEmpty(inputs);
        Assert.All(inputs, input => harness.Run(input));
    }

    [Theory]
    [InlineData("onnx", 2000)]
    [InlineData("artifact", 100)]
    [InlineData("sealed", 200)]
    [InlineData("key", 5000)]
    [InlineData("npy", 5000)]
    [InlineData("idx", 5000)]
    [InlineData("dct", 2000)]
    public void Every_mutation_is_answered(string name, int mutations)
    {
        var harness = Harness.All.Single(candidate => candidate.Name == name);
        var inputs = Corpus(name);
        for (int seed = 0; seed < mutations; seed++)
        {
            byte[] input = Mutation.Of(inputs[seed % inputs.Count], seed);
            var escaped = Record.Exception(() => harness.Run(input));
            Assert.True(escaped is null, $"{name}, seed {seed}: {escaped}\n{Convert.ToHexString(input.AsSpan(0, Math.Min(input.Length, 4096)))}");
        }
    }

    private static List<byte[]> Corpus(string name) =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "corpus", name)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
