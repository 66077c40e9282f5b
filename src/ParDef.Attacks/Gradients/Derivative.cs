using ParDef.Onnx.Proto;

namespace ParDef.Attacks.Gradients;

/// <summary>Gives the operands of a node their gradients.</summary>
/// <param name="pass">Where the nodes are written.</param>
/// <param name="node">A node of the forward graph.</param>
/// <param name="gradient">Name of the gradient of its first output.</param>
internal delegate void Derivative(BackwardPass pass, NodeProto node, string gradient);
