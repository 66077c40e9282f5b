namespace ParDef.Reparameterization.Rules;

/// <summary>The rule of every operator that has one, in the default operator set from version 7 on.</summary>
internal static class OperatorRules
{
    /// <summary>Rules by operator type.</summary>
    public static IReadOnlyDictionary<string, OperatorRule> All { get; } = Table();

    private static Dictionary<string, OperatorRule> Table()
    {
        var rules = new Dictionary<string, OperatorRule>();
        void Add(OperatorRule rule, params string[] types)
        {
            foreach (string type in types)
            {
                rules.Add(type, rule);
            }
        }

        Add(ConvRule.Apply, "Conv");
        Add(GemmRule.Apply, "Gemm");
        Add(MatMulRule.Apply, "MatMul");
        Add(SumRule.Apply, "Add", "Sub", "Sum", "Mean", "Max", "Min");
        Add(ProductRule.Apply, "Mul", "Div");
        Add(PassRule.Apply, "Identity", "Dropout", "Relu", "LeakyRelu", "Abs", "Neg");
        Add(
            PointwiseRule.Apply,
            "Sigmoid", "Tanh", "HardSigmoid", "HardSwish", "Swish", "Mish", "Gelu", "Erf", "Softplus", "Softsign", "Elu", "Selu", "Celu", "Exp", "Log",
            "Sin", "Cos", "Sqrt", "Reciprocal", "Round", "Floor", "Ceil", "Sign", "ThresholdedRelu", "Not", "IsNaN", "IsInf", "Clip");
        Add(PReluRule.Apply, "PRelu");
        Add(BatchNormalizationRule.Apply, "BatchNormalization");
        Add(InstanceNormalizationRule.Apply, "InstanceNormalization");
        Add(LayerNormalizationRule.Apply, "LayerNormalization", "RMSNormalization", "SimplifiedLayerNormalization");
        Add(GroupNormalizationRule.Apply, "GroupNormalization");
        Add(PoolRule.Apply, "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool");
        Add(ConcatRule.Apply, "Concat");
        Add(PadRule.Apply, "Pad");
        Add(TransposeRule.Apply, "Transpose");
        Add(ReshapeRule.Apply, "Reshape", "Flatten", "Squeeze", "Unsqueeze");
        Add(SelectRule.ApplySlice, "Slice");
        Add(SelectRule.ApplySplit, "Split");
        Add(SelectRule.ApplyGather, "Gather");
        Add(ExpandRule.Apply, "Expand");
        Add(
            ReduceRule.Apply,
            "ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceProd", "ReduceLogSum", "ReduceLogSumExp");
        Add(TogetherRule.Apply, "Where", "Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "And", "Or", "Xor", "Pow", "Mod");
        Add(CastRule.Apply, "Cast");
        Add(QuantizationRule.Apply, "QuantizeLinear", "DequantizeLinear");
        Add(ConvTransposeRule.Apply, "ConvTranspose");
        Add(RecurrentRule.Apply, "LSTM", "GRU", "RNN");
        Add(ConstantOfShapeRule.Apply, "ConstantOfShape");
        Add(ResizeRule.Apply, "Resize");
        Add(SoftmaxRule.Apply, "Softmax", "LogSoftmax");
        return rules;
    }
}
