using Microsoft.ML.OnnxRuntime;

namespace ParDef.Runtime.Layout;

/// <summary>One choice of what the engine's optimizer may do.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Level">The level of the engine.</param>
/// <param name="Without">Optimizers that are off, separated by commas; empty for none.</param>
/// <param name="SmallestNumbered">Weights of fewer elements keep their values, since the optimizer may look at them.</param>
internal sealed record OptimizerStep(string Name, GraphOptimizationLevel Level, string Without, int SmallestNumbered)
{
    // What computes with weights; names of graph_transformer_utils.cc.
    private const string Computing =
        "ConvMulFusion,ConvAddFusion,ConvBNFusion,PadFusion,MatMul_BatchNormalization_Fusion,MatMulScaleFusion,DivMulFusion,"
        + "Conv_Mul_Fusion,Conv_Add_Fusion,Conv_BN_Fusion,ConstantFolding";

    /// <summary>All steps, the fastest graph first. The last one leaves the graph as it is.</summary>
    public static IReadOnlyList<OptimizerStep> All { get; } =
    [
        new("all", GraphOptimizationLevel.ORT_ENABLE_ALL, "", 2),
        new("all, small weights apart", GraphOptimizationLevel.ORT_ENABLE_ALL, "", 17),
        new("layout without arithmetic", GraphOptimizationLevel.ORT_ENABLE_ALL, Computing, 17),
        new("basic", GraphOptimizationLevel.ORT_ENABLE_BASIC, Computing, 17),
        new("none", GraphOptimizationLevel.ORT_DISABLE_ALL, "", 17),
    ];
}
