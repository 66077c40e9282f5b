using System.Text.Json.Nodes;
using ParDef.Runtime.Liveness;
using ParDef.Runtime.Sessions;

namespace ParDef.Cli.Output;

/// <summary>What was found of the weights of a session, in words and as JSON.</summary>
internal static class LiveWords
{
    private const long PageBytes = 4096;

    /// <summary>For programs.</summary>
    public static JsonObject Document(ProtectedSession session)
    {
        var document = new JsonObject { ["watchedPages"] = session.Weights.PageCount, ["codedPages"] = session.Coded.PageCount };
        if (session.Liveness is { } report)
        {
            document["weights"] = report.Weights;
            document["live"] = report.Count(TensorState.Live);
            document["structural"] = report.Count(TensorState.Structural);
            document["unobservable"] = Json.Texts(Names(report, TensorState.Unobservable));
            document["dead"] = Json.Texts(Names(report, TensorState.Dead));
        }

        return document;
    }

    /// <summary>For people.</summary>
    public static void Write(Human text, ProtectedSession session)
    {
        if (session.Liveness is not { } report)
        {
            text.Line("no inputs were found that show whether the weights are live");
            return;
        }

        text.Line($"live {report.Count(TensorState.Live):N0} of {report.Weights:N0} weight tensors");
        text.Table(
        [
            Row(report, TensorState.Live, "read from memory that is watched"),
            Row(report, TensorState.Structural, "shapes and factors that became part of the graph"),
            Row(report, TensorState.Unobservable, "without effect on the outputs for the inputs that were tried"),
            Row(report, TensorState.Dead, "read from memory that cannot be watched"),
            ("watched", $"{session.Weights.PageCount:N0}", $"pages of {PageBytes:N0} bytes of weights"),
            ("coded", $"{session.Coded.PageCount:N0}", "pages of the artifact in memory, which repairs are made from"),
        ]);
        foreach (string name in Names(report, TensorState.Dead))
        {
            text.Line($"  dead: {name}");
        }
    }

    private static (string Name, string Number, string Remark) Row(LivenessReport report, TensorState state, string meaning) =>
        (state.ToString().ToLowerInvariant(), $"{report.Count(state):N0}", $"tensors, {report.Bytes(state):N0} bytes: {meaning}");

    private static IEnumerable<string> Names(LivenessReport report, TensorState state) =>
        report.Tensors.Where(tensor => tensor.State == state).Select(tensor => tensor.Name);
}
