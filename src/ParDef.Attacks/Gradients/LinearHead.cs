namespace ParDef.Attacks.Gradients;

/// <summary>The last layer of a classifier: logits = weight * features + bias.</summary>
/// <param name="Features">Name of the value that it multiplies, samples x features.</param>
/// <param name="Weight">Its matrix.</param>
/// <param name="Bias">One number a class; null if there is none.</param>
/// <param name="IsRowOfClass">True if a row of the matrix belongs to a class, false if a column does.</param>
public sealed record LinearHead(string Features, Parameter Weight, Parameter? Bias, bool IsRowOfClass)
{
    /// <summary>Features a sample.</summary>
    public int Width => (int)Weight.Shape[IsRowOfClass ? 1 : 0];

    /// <summary>Classes.</summary>
    public int Classes => (int)Weight.Shape[IsRowOfClass ? 0 : 1];

    /// <summary>Number of the element that weighs a feature for a class.</summary>
    public int Element(int ofClass, int feature) => IsRowOfClass ? (ofClass * Width) + feature : (feature * Classes) + ofClass;

    /// <summary>Finds the last layer.</summary>
    /// <exception cref="UnsupportedModelException">The logits are not made by one matrix.</exception>
    public static LinearHead Of(DifferentiableModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var makers = model.Model.Graph.Node.SelectMany(node => node.Output.Select(output => (output, node))).ToDictionary(pair => pair.output, pair => pair.node);
        var last = makers[model.Output];
        Parameter? bias = null;
        if (last.OpType == "Add")
        {
            string? added = last.Input.FirstOrDefault(model.IsParameter);
            bias = added is null ? null : model[added];
            last = last.Input.Select(makers.GetValueOrDefault).FirstOrDefault(maker => maker is not null) ?? last;
        }

        if (last.OpType is not ("Gemm" or "MatMul") || !model.IsParameter(last.Input[1])
            || last.Integer("transA", 0) != 0 || last.Float("alpha", 1) != 1 || last.Float("beta", 1) != 1)
        {
            throw new UnsupportedModelException("the logits are not features multiplied by one matrix of weights");
        }

        if (last.Operand(2) is { } offset && model.IsParameter(offset))
        {
            bias = model[offset];
        }

        return new LinearHead(last.Input[0], model[last.Input[1]], bias, last.Integer("transB", 0) != 0);
    }

    /// <summary>The features of samples, and what the model says about them.</summary>
    /// <param name="model">At any batch.</param>
    /// <param name="samples">Prepared inputs, one behind the other.</param>
    /// <param name="count">Number of samples.</param>
    public (float[] Features, float[] Logits) Run(DifferentiableModel model, ReadOnlySpan<float> samples, int count)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var session = new ForwardSession(model.AtBatch(count), [Features, model.Output]);
        var values = session.Run(samples);
        using (values[0])
        {
            using (values[1])
            {
                return (values[0].GetTensorDataAsSpan<float>().ToArray(), values[1].GetTensorDataAsSpan<float>().ToArray());
            }
        }
    }
}
