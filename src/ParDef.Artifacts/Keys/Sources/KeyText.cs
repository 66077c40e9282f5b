using System.Security.Cryptography;
using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Keys.Sources;

/// <summary>Reads the text of a key file from a stream; what was read is zeroed.</summary>
internal static class KeyText
{
    /// <summary>Reads a key.</summary>
    /// <param name="open">Opens the stream, perhaps waiting for a writer.</param>
    /// <param name="name">What to call it in a message.</param>
    /// <param name="refusal">Makes a refusal of an exception of the system.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public static MasterKey Read(Func<Stream> open, string name, Func<Exception, ParDefException> refusal, CancellationToken cancellation)
    {
        byte[] text = [];
        try
        {
            // Somebody may be typing, or a pipe may have no writer yet: an interruption must not wait for that.
            var reading = Task.Run(() => ReadStart(open), CancellationToken.None);
            reading.Wait(cancellation);
            text = reading.Result;
            return KeyFile.Read(text, name);
        }
        catch (AggregateException failure) when (failure.InnerException is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw refusal(failure.InnerException);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    /// <summary>At most one byte more than a key file can have, so that a longer one is refused without being read.</summary>
    private static byte[] ReadStart(Func<Stream> open)
    {
        using var stream = open();
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
}
