using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Opening;
using ParDef.Runtime.Graphs;

namespace ParDef.Runtime.Memory;

/// <summary>Contents of canonical tensors, computed from the coded copy each time that they are asked for: nothing decoded is kept.</summary>
/// <param name="copy">The coded copy.</param>
/// <param name="tensors">The canonical tensors; only their origins are used.</param>
internal sealed class CodedWeights(CodedCopy copy, IReadOnlyList<TensorSource> tensors)
{
    /// <summary>The contents of some tensors, by position; null if the copy is beyond repair.</summary>
    public IReadOnlyDictionary<int, byte[]>? TryRead(IReadOnlyCollection<int> positions)
    {
        if (copy.TryVerify() is not { } content)
        {
            return null;
        }

        var read = new Dictionary<int, byte[]>();
        var parsed = positions.Any(position => tensors[position].Origin is null) ? TryParse(content) : null;
        foreach (int position in positions)
        {
            var bytes = new byte[tensors[position].Length];
            if (tensors[position].Origin is { } origin)
            {
                origin.TryCompute(Read, bytes);
            }
            else if (parsed is null || parsed.Tensors[position].Content.Length != bytes.Length)
            {
                return null;
            }
            else
            {
                parsed.Tensors[position].Content.CopyTo(bytes);
            }

            read.Add(position, bytes);
        }

        return read;

        bool Read(int offset, Span<byte> destination)
        {
            content.Read(offset, destination);
            return true;
        }
    }

    /// <summary>The whole canonical model once more: for constants that are written as lists of numbers.</summary>
    private static CanonicalModel? TryParse(VerifiedContent content)
    {
        try
        {
            return CanonicalModel.Of(content.Restore());
        }
        catch (ParDefException)
        {
            return null;
        }
    }
}
