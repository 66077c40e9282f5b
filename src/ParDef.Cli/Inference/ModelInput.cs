using ParDef.Artifacts.Errors;
using ParDef.Runtime.Sessions;

namespace ParDef.Cli.Inference;

/// <summary>The one tensor that a classifier takes.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Shape">Its dimensions; negative where the model leaves one free.</param>
internal sealed record ModelInput(string Name, IReadOnlyList<int> Shape)
{
    /// <summary>The input of a model.</summary>
    /// <exception cref="ParDefException"><see cref="Artifacts.Errors.ErrorCode.Unsupported"/>: not one tensor of binary32.</exception>
    public static ModelInput Of(ProtectedSession session)
    {
        if (session.Inputs.Count != 1)
        {
            throw Refused($"the model takes {session.Inputs.Count} inputs, run feeds models with one");
        }

        var (name, metadata) = session.Inputs.Single();
        return metadata.IsTensor && metadata.ElementType == typeof(float)
            ? new ModelInput(name, metadata.Dimensions)
            : throw Refused($"the model's input \"{name}\" is no tensor of 32-bit floats");
    }

    /// <summary>Channels, height and width of the images that the model takes.</summary>
    /// <exception cref="ParDefException"><see cref="Artifacts.Errors.ErrorCode.Unsupported"/>: it takes none.</exception>
    public (int Channels, int Height, int Width) ImageSize => Shape is [_, 1 or 3, > 0, > 0]
        ? (Shape[1], Shape[2], Shape[3])
        : throw Refused($"the model takes {Taken}, not images of a fixed size; give a .npy file");

    /// <summary>The shape with a batch axis of one where it is missing.</summary>
    /// <exception cref="ParDefException"><see cref="Artifacts.Errors.ErrorCode.MalformedInput"/>: it does not fit the model.</exception>
    public long[] Fit(IReadOnlyList<long> shape)
    {
        long[] full = shape.Count == Shape.Count - 1 ? [1, .. shape] : [.. shape];
        bool fits = full.Length == Shape.Count && full.Zip(Shape).All(pair => pair.Second < 0 || pair.First == pair.Second);
        return fits && !full.Contains(0)
            ? full
            : throw new ParDefException(ErrorCode.MalformedInput, $"the input is {Describe(shape)}, the model takes {Taken}");
    }

    private string Taken => Describe(Shape.Select(dimension => (long)dimension));

    private static string Describe(IEnumerable<long> shape) =>
        string.Join(" x ", shape.Select(dimension => dimension < 0 ? "N" : $"{dimension}"));

    private static ParDefException Refused(string what) => new(ErrorCode.Unsupported, what);
}
