using ParDef.Onnx.Reading;

namespace ParDef.Onnx.External;

/// <summary>A model file and its external files one behind the other, and where the ranges of tensors lie in that.</summary>
internal sealed class ExternalSource
{
    private readonly Dictionary<string, (long Start, ReadOnlyMemory<byte> Content)> _files = [];
    private readonly List<ExternalFile> _inOrder = [];
    private readonly ReadOnlyMemory<byte> _model;
    private readonly Func<string, ReadOnlyMemory<byte>> _read;
    private long _length;
    private long _standalone;

    public ExternalSource(ReadOnlyMemory<byte> model, Func<string, ReadOnlyMemory<byte>> read)
    {
        _model = model;
        _read = read;
        _length = _standalone = model.Length;
    }

    /// <summary>The files read, in the order of first use.</summary>
    public IReadOnlyList<ExternalFile> Files => _inOrder;

    /// <summary>First byte of a range in the whole; reads the file if this is its first use.</summary>
    /// <exception cref="OnnxFormatException">Outside of its file, or beyond the limits.</exception>
    public int Place(ExternalRange range)
    {
        if (!_files.TryGetValue(range.Name, out var file))
        {
            if (_inOrder.Count == ModelLimits.ExternalFiles)
            {
                throw OnnxFormatException.Unsupported($"models of more than {ModelLimits.ExternalFiles:N0} external files");
            }

            file = (_length, _read(range.Name));
            _files.Add(range.Name, file);
            _inOrder.Add(new ExternalFile(range.Name, file.Content));
            _length += file.Content.Length;
        }

        range.Of(file.Content);
        _standalone += range.Length;
        if (_length > ModelLimits.SourceBytes || _standalone > ModelLimits.SourceBytes)
        {
            throw OnnxFormatException.Unsupported($"models of more than {ModelLimits.SourceBytes:N0} bytes with their external files");
        }

        return (int)(file.Start + range.Offset);
    }

    /// <summary>The whole; the model file itself if there are no others.</summary>
    public ReadOnlyMemory<byte> Join()
    {
        if (_inOrder.Count == 0)
        {
            return _model;
        }

        var whole = GC.AllocateUninitializedArray<byte>((int)_length);
        _model.CopyTo(whole);
        foreach (var (start, content) in _files.Values)
        {
            content.CopyTo(whole.AsMemory((int)start));
        }

        return whole;
    }
}
