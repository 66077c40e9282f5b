using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Storage;

namespace ParDef.Artifacts.Protecting;

/// <summary>The folder of a model file, out of which its external files are read, and nothing else.</summary>
public sealed class ModelFolder
{
    private readonly string _path;

    /// <summary>The folder in which a model file lies.</summary>
    public static ModelFolder Of(string modelFile) => new(Path.GetDirectoryName(Path.GetFullPath(modelFile))!);

    private ModelFolder(string path) => _path = path;

    /// <summary>Where an external file lies or will lie.</summary>
    /// <param name="name">Its name, of the form that <see cref="Onnx.External.ExternalLocation.IsName"/> accepts.</param>
    /// <exception cref="ParDefException"><see cref="ErrorCode.FileAccess"/>: a part of the name is a symbolic link, which may lead anywhere.</exception>
    public string PathOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string path = _path;
        foreach (string part in name.Split('/'))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw new ParDefException(
                    ErrorCode.FileAccess, $"the external file {path} is reached through a symbolic link, which is not followed", "copy it beside the model");
            }
        }

        return path;
    }

    /// <summary>Reads an external file.</summary>
    /// <exception cref="ParDefException">As <see cref="PathOf"/> and <see cref="InputFile.Read"/>.</exception>
    public ReadOnlyMemory<byte> Read(string name) => InputFile.Read(PathOf(name));
}
