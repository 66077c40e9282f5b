using ParDef.Onnx.Proto;
using ParDef.Reparameterization.Keyed;
using ParDef.Reparameterization.Symmetry;
using ParDef.Reparameterization.Tests.Interpreting;
using ParDef.Reparameterization.Tests.Samples;

namespace ParDef.Reparameterization.Tests.Symmetry;

/// <summary>A random graph and what some rules make of it.</summary>
internal sealed record Analysed(ModelProto Model, IReadOnlyDictionary<string, Values> Input, SymmetryPlan Plan, int Seed)
{
    /// <summary>Whether the graph computes something else under this plan.</summary>
    public bool IsWrong(SymmetryPlan plan, ScaleLaw law) =>
        Rewritten.Distance(Model, Rewritten.Of(Model, plan, DrawnKey.Draw(plan, Rewritten.Seed(Seed), law)), Input) > 1e-9;
}
