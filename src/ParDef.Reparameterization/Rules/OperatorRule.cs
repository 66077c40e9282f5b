namespace ParDef.Reparameterization.Rules;

/// <summary>
/// What one operator asks of the channels of its operands, and where they lie in its outputs.
/// </summary>
/// <param name="node">The node; outputs are set on it.</param>
/// <returns>False if the rule does not cover this node: then all it touches freezes.</returns>
internal delegate bool OperatorRule(RuleContext node);
