using ParDef.Onnx.External;

namespace ParDef.Artifacts.Opening;

/// <summary>
/// What an artifact held at the moment when it was verified: bytes of its model in <see cref="ModelForm.Reparameterized"/>, external data inside of it. Short-lived: it has the
/// content in memory that nothing checks any more.
/// </summary>
public sealed class VerifiedContent
{
    private readonly ModelContent _content;
    private byte[]? _standalone;

    internal VerifiedContent(ModelContent content) => _content = content;

    /// <summary>Reads bytes of the model; only what they lie in is decoded.</summary>
    /// <param name="offset">First byte of the model file.</param>
    /// <param name="content">Where they go.</param>
    public void Read(int offset, Span<byte> content)
    {
        if (_content.HasExternalFiles)
        {
            (_standalone ??= Restore()).AsSpan(offset, content.Length).CopyTo(content);
        }
        else
        {
            _content.ReadSource(offset, content);
        }
    }

    /// <summary>The whole model file.</summary>
    public byte[] Restore()
    {
        if (!_content.HasExternalFiles)
        {
            return _content.RestoreSource(ModelForm.Reparameterized, CancellationToken.None);
        }

        var files = _content.RestoreFiles(ModelForm.Reparameterized, CancellationToken.None);
        return StandaloneModel.Make(files.Model, files.External);
    }
}
