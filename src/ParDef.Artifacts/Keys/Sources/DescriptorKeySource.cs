using System.Globalization;
using Microsoft.Win32.SafeHandles;
using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Keys.Sources;

/// <summary>The text of a key file on an open descriptor, which stays open.</summary>
/// <param name="number">The descriptor, 0 or more.</param>
public sealed class DescriptorKeySource(int number) : IKeySource
{
    /// <inheritdoc/>
    public string Name => $"file descriptor {number}";

    /// <inheritdoc/>
    public MasterKey Open(CancellationToken cancellation = default) => KeyText.Read(
        () => new FileStream(new SafeFileHandle(number, ownsHandle: false), FileAccess.Read, bufferSize: 0),
        Name,
        failure => new ParDefException(ErrorCode.FileAccess, $"{Name} cannot be read", inner: failure),
        cancellation);

    internal static DescriptorKeySource Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new DescriptorKeySource(number)
            : throw new ParDefException(ErrorCode.Usage, $"'{text}' is not the number of a file descriptor");
}
