using System.Security.Cryptography;
using System.Text;
using CsCheck;
using ParDef.Evaluation.Trials;

namespace ParDef.Evaluation.Tests.Trials;

public sealed class TrialStoreTests : IDisposable
{
    private const string Key = "trial 1 of \"a\" campaign\nwith ünïcode";

    private static readonly SampleResult Result = new("repaired", 3, 0.1, ulong.MaxValue);

    private readonly TemporaryFolder folder = new();

    private TrialStore Store => new(folder.Path);

    private string ResultFile => Store.PathOf(Key);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_stored_trial_is_not_run_again()
    {
        Assert.Equal(Result, RunOnce());
        Assert.Equal(Result, Store.Run(Key, NeverRun, SampleResult.Type));
        Assert.Equal([ResultFile], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void The_file_is_named_by_the_key_and_holds_it()
    {
        RunOnce();
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))[..32] + ".json";
        Assert.Equal(Path.Combine(folder.Path, name), ResultFile);
        using var document = System.Text.Json.JsonDocument.Parse(File.ReadAllText(ResultFile));
        Assert.Equal(Key, document.RootElement.GetProperty("key").GetString());
        Assert.Equal(3, document.RootElement.GetProperty("result").GetProperty("Count").GetInt32());
    }

    [Fact]
    public void Any_measure_comes_back_exactly()
    {
        Gen.Double.Where(double.IsFinite).Sample(
            measure =>
            {
                var result = Result with { Measure = measure };
                string key = $"measure {BitConverter.DoubleToInt64Bits(measure)}";
                Store.Run(key, () => result, SampleResult.Type);
                var read = Store.Run(key, NeverRun, SampleResult.Type);
                return BitConverter.DoubleToInt64Bits(read.Measure) == BitConverter.DoubleToInt64Bits(measure);
            },
            iter: 20);
    }

    [Fact]
    public void A_result_cut_anywhere_is_computed_again()
    {
        RunOnce();
        byte[] whole = File.ReadAllBytes(ResultFile);
        for (int length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(ResultFile, whole[..length]);
            Assert.Equal(Result, RunOnce());
            Assert.Equal(whole, File.ReadAllBytes(ResultFile));
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"result\": {}}")]
    [InlineData("{\"key\": 5, \"result\": {}}")]
    [InlineData("{\"key\": \"KEY\"}")]
    [InlineData("{\"key\": \"KEY\", \"result\": null}")]
    [InlineData("{\"key\": \"KEY\", \"result\": {\"Count\": \"many\"}}")]
    public void A_file_that_is_no_result_is_replaced(string content)
    {
        string file = Store.PathOf("KEY");
        File.WriteAllText(file, content);
        int runs = 0;
        Store.Run("KEY", () => Counted(ref runs), SampleResult.Type);
        Assert.Equal(1, runs);
        Assert.Equal(Result, Store.Run("KEY", NeverRun, SampleResult.Type));
    }

    [Theory]
    [InlineData("\"key\": \"")]
    [InlineData("\"Outcome\": \"")]
    public void A_text_that_is_not_utf_8_is_replaced(string before)
    {
        RunOnce();
        byte[] whole = File.ReadAllBytes(ResultFile);
        byte[] damaged = [.. whole];
        damaged[whole.AsSpan().IndexOf(Encoding.UTF8.GetBytes(before)) + before.Length] = 0xff;
        File.WriteAllBytes(ResultFile, damaged);
        Assert.Equal(Result, RunOnce());
        Assert.Equal(whole, File.ReadAllBytes(ResultFile));
    }

    [Fact]
    public void A_temporary_file_left_by_a_crash_is_harmless()
    {
        string leftover = $"{ResultFile}.k3v9x2.tmp";
        File.WriteAllText(leftover, "{ \"key\": \"tri");
        Assert.Equal(Result, RunOnce());
        Assert.Equal(Result, Store.Run(Key, NeverRun, SampleResult.Type));
        Assert.Equal("{ \"key\": \"tri", File.ReadAllText(leftover));
    }

    [Fact]
    public void A_whole_file_with_another_key_is_an_error_by_name()
    {
        RunOnce();
        File.Move(ResultFile, Store.PathOf("another"));
        var error = Assert.Throws<TrialStoreException>(() => Store.Run("another", NeverRun, SampleResult.Type));
        Assert.Contains(Path.GetFileName(Store.PathOf("another")), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_that_throws_leaves_nothing()
    {
        Assert.Throws<InvalidTimeZoneException>(() => Store.Run(Key, () => throw new InvalidTimeZoneException(), SampleResult.Type));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Results_come_in_the_order_of_their_keys_whatever_the_parallelism(int degree)
    {
        string[] keys = [.. Enumerable.Range(0, 40).Select(number => $"trial {number}")];
        var results = Store.RunAll(keys, Numbered, SampleResult.Type, degree, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 40).Select(Numbered), results);
        Assert.Equal(results, Store.RunAll(keys, _ => NeverRun(), SampleResult.Type, degree, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_cancelled_run_keeps_what_it_finished()
    {
        string[] keys = [.. Enumerable.Range(0, 40).Select(number => $"trial {number}")];
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Store.RunAll(
            keys,
            index =>
            {
                if (index == 10)
                {
                    cancellation.Cancel();
                }

                return Numbered(index);
            },
            SampleResult.Type,
            1,
            cancellation.Token));
        Assert.Equal(11, Directory.GetFiles(folder.Path, "*.json").Length);
    }

    [Fact]
    public void The_exception_of_a_trial_arrives_as_it_is()
    {
        Assert.Throws<InvalidTimeZoneException>(() => Store.RunAll(
            ["one", "two"], _ => throw new InvalidTimeZoneException(), SampleResult.Type, 2, TestContext.Current.CancellationToken));
    }

    private static SampleResult Numbered(int number) => Result with { Count = number, Seed = TrialSeed.Derive(9, number) };

    private static SampleResult NeverRun() => throw new InvalidOperationException("a stored trial was run again");

    private static SampleResult Counted(ref int runs)
    {
        runs++;
        return Result;
    }

    private SampleResult RunOnce()
    {
        int runs = 0;
        var result = Store.Run(Key, () => Counted(ref runs), SampleResult.Type);
        Assert.Equal(1, runs);
        return result;
    }
}
