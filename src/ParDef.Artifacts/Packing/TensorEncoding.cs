namespace ParDef.Artifacts.Packing;

/// <summary>How the content of a tensor is carried (docs/format.md section 10).</summary>
internal enum TensorEncoding
{
    Kept = 0,
    Affine = 1,
    Symmetric = 2,
}
