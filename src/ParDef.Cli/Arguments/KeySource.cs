using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;

namespace ParDef.Cli.Arguments;

/// <summary>Where a key comes from: a path, <c>env:NAME</c>, <c>fd:N</c>, or <c>-</c> for standard input.</summary>
/// <param name="Text">What the user gave.</param>
internal sealed record KeySource(string Text)
{
    private const string EnvironmentPrefix = "env:";
    private const string DescriptorPrefix = "fd:";

    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>What to call the source in a message.</summary>
    public string Name =>
        Variable is { } variable ? $"environment variable {variable}"
        : Descriptor is { } descriptor ? $"file descriptor {descriptor}"
        : IsStandardInput ? "standard input"
        : Text;

    /// <summary>True if the key is read from standard input, which can be read once only.</summary>
    public bool IsStandardInput => Text == "-";

    /// <summary>True if the key is in a file that others than its owner may read or write.</summary>
    public bool IsOpenToOthers => IsFile && !OperatingSystem.IsWindows() && File.Exists(Text) && (File.GetUnixFileMode(Text) & OfOthers) != 0;

    private string? Variable => Text.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) ? Text[EnvironmentPrefix.Length..] : null;

    private string? Descriptor => Text.StartsWith(DescriptorPrefix, StringComparison.Ordinal) ? Text[DescriptorPrefix.Length..] : null;

    private bool IsFile => Variable is null && Descriptor is null && !IsStandardInput;

    /// <summary>Reads the key; the caller disposes it.</summary>
    /// <exception cref="ParDefException">
    /// <see cref="ErrorCode.FileAccess"/>, <see cref="ErrorCode.MalformedKey"/> or <see cref="ErrorCode.Usage"/>.
    /// </exception>
    public MasterKey Open(CancellationToken cancellation)
    {
        byte[] text = [];
        try
        {
            text = ReadText(cancellation);
            return KeyFile.Read(text, Name);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private byte[] ReadText(CancellationToken cancellation)
    {
        if (Variable is { } variable)
        {
            return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
                ? Encoding.UTF8.GetBytes(value)
                : throw new ParDefException(ErrorCode.Usage, $"{Name} is not set", "it must hold the text of a key file");
        }

        try
        {
            // Somebody may be typing, or a pipe may have no writer yet: an interruption must not wait for that.
            var reading = Task.Run(ReadStart, CancellationToken.None);
            reading.Wait(cancellation);
            return reading.Result;
        }
        catch (AggregateException failure) when (failure.InnerException is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unreadable(failure.InnerException);
        }
    }

    private Stream OpenStream()
    {
        if (IsStandardInput)
        {
            return Console.OpenStandardInput();
        }

        if (Descriptor is not { } descriptor)
        {
            return new FileStream(Text, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }

        return int.TryParse(descriptor, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new FileStream(new SafeFileHandle(number, ownsHandle: false), FileAccess.Read, bufferSize: 0)
            : throw new ParDefException(ErrorCode.Usage, $"'{descriptor}' is not the number of a file descriptor");
    }

    /// <summary>At most one byte more than a key file can have, so that a longer one is refused without being read.</summary>
    private byte[] ReadStart()
    {
        using var stream = OpenStream();
        var buffer = new byte[KeyFile.MaxBytes + 1];
        try
        {
            return buffer[..stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private ParDefException Unreadable(Exception failure)
    {
        bool isAbsent = failure is FileNotFoundException or DirectoryNotFoundException;
        string reason = isAbsent ? "does not exist"
            : Directory.Exists(Text) ? "is a folder, not a key file"
            : failure is UnauthorizedAccessException ? "cannot be read: permission denied"
            : "cannot be read";
        string? hint = isAbsent ? $"check the path; a new key is made with: pardef keygen -o {Output.ShellWord.Of(Text)}" : null;
        return new ParDefException(ErrorCode.FileAccess, $"{Name} {reason}", hint, failure);
    }
}
