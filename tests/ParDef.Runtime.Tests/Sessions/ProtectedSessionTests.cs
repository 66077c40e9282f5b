using Google.Protobuf;
using ParDef.Artifacts.Errors;
using ParDef.Onnx.Proto;
using ParDef.Runtime.Liveness;
using ParDef.Runtime.Sessions;
using ParDef.Runtime.Tests.Samples;
using static ParDef.Runtime.Tests.Samples.SmallModels;

namespace ParDef.Runtime.Tests.Sessions;

public sealed class ProtectedSessionTests
{
    /// <summary>A branch whose bodies add a constant of their own.</summary>
    private static ModelProto Branching()
    {
        static GraphProto Body(string name)
        {
            var graph = new GraphProto { Name = name };
            graph.Node.Add(Node("Add", ["t", $"{name} weight"], $"{name} out"));
            graph.Initializer.Add(Tensor($"{name} weight", [4], i => i + 1));
            graph.Output.Add(Value($"{name} out", 4));
            return graph;
        }

        return Model(
            [
                Node("Mul", ["x", "w"], "t"),
                Node("Greater", ["t", "zero"], "c"),
                Node("If", ["c"], "y", new AttributeProto { Name = "then_branch", Type = 5, G = Body("then") }, new AttributeProto { Name = "else_branch", Type = 5, G = Body("else") }),
            ],
            [Tensor("w", [1], _ => 0.5f), Tensor("zero", [1], _ => 0)],
            Value("x", 1),
            Value("y", 4));
    }

    [Fact]
    public void Many_threads_run_one_session_and_get_the_same()
    {
        using var artifact = new Artifact(Models.Embedded);
        using var model = artifact.Open();
        using var session = model.CreateSession();
        float[] expected = Outputs.Of(session);
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => Assert.Equal(expected, Outputs.Of(session)));
    }

    [Fact]
    public async Task A_session_that_is_disposed_while_it_runs_lets_every_run_end()
    {
        using var artifact = new Artifact(Models.Embedded);
        using var model = artifact.Open();
        var session = model.CreateSession();
        float[] expected = Outputs.Of(session);
        using var started = new SemaphoreSlim(0);
        var runners = Enumerable.Range(0, 3).Select(_ => Task.Run(
            () =>
            {
                int runs = 0;
                while (true)
                {
                    try
                    {
                        Assert.Equal(expected, Outputs.Of(session));
                        runs++;
                        started.Release();
                    }
                    catch (ObjectDisposedException)
                    {
                        return runs;
                    }
                }
            },
            TestContext.Current.CancellationToken)).ToList();
        await started.WaitAsync(TestContext.Current.CancellationToken);
        session.Dispose();
        session.Dispose();
        Assert.NotEqual(0, (await Task.WhenAll(runners)).Sum());
    }

    [Fact]
    public void Two_sessions_of_one_model_have_memory_of_their_own()
    {
        using var artifact = new Artifact(Models.Embedded);
        using var model = artifact.Open();
        using var first = model.CreateSession();
        using var second = model.CreateSession();
        float[] expected = Outputs.Of(second);
        first.Weights.Restore(first.Weights.PageCount / 2, new byte[4096]);
        Assert.NotEqual(expected, Outputs.Of(first));
        Assert.Equal(expected, Outputs.Of(second));
    }

    [Fact]
    public void A_weight_in_the_body_of_a_branch_is_dead_and_named()
    {
        using var artifact = new Artifact(Branching().ToByteArray());
        using var model = artifact.Open();
        var refusal = Assert.Throws<ParDefException>(() => model.CreateSession());
        Assert.Equal(ErrorCode.Unsupported, refusal.Code);
        Assert.Contains("weight\"", refusal.Message, StringComparison.Ordinal);
        using var session = model.CreateSession(new SessionSettings { RequireLive = false });
        Assert.Equal(TensorState.Live, session.Liveness!.Tensors.Single(tensor => tensor.Name == "w").State);
        Assert.NotEqual(0, session.Liveness.Count(TensorState.Dead));
    }

    [Fact]
    public void A_weight_without_effect_is_no_reason_to_refuse()
    {
        var proto = Model(
            [Node("Mul", ["x", "zero"], "t"), Node("Mul", ["t", "w"], "u"), Node("Add", ["u", "b"], "y")],
            [Tensor("zero", [4], _ => 0), Tensor("w", [4], i => i + 1), Tensor("b", [4], i => i)],
            Value("x", 4),
            Value("y", 4));
        using var artifact = new Artifact(proto.ToByteArray());
        using var model = artifact.Open();
        using var session = model.CreateSession();
        Assert.Equal(
            [("zero", TensorState.Live), ("w", TensorState.Unobservable), ("b", TensorState.Live)],
            session.Liveness!.Tensors.Select(tensor => (tensor.Name, tensor.State)));
    }

    [Fact]
    public void A_damaged_file_leaves_its_whole_parity_to_the_copy_in_memory()
    {
        using var artifact = new Artifact(Models.Embedded);
        byte[] whole = File.ReadAllBytes(artifact.Path);
        byte[] damaged = (byte[])whole.Clone();
        damaged.AsSpan(20_000, 5_000).Clear();
        File.WriteAllBytes(artifact.Path, damaged);
        using var model = artifact.Open();
        using var session = model.CreateSession();
        Assert.Equal(whole, Enumerable.Range(0, session.Coded.PageCount).SelectMany(index => session.Coded.Page(index).ToArray()));
    }
}
