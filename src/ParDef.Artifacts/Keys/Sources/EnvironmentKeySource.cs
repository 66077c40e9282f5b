using System.Security.Cryptography;
using System.Text;
using ParDef.Artifacts.Errors;

namespace ParDef.Artifacts.Keys.Sources;

/// <summary>The text of a key file in an environment variable.</summary>
/// <param name="variable">Its name.</param>
public sealed class EnvironmentKeySource(string variable) : IKeySource
{
    /// <inheritdoc/>
    public string Name => $"environment variable {variable}";

    /// <inheritdoc/>
    public MasterKey Open(CancellationToken cancellation = default)
    {
        if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } value)
        {
            throw new ParDefException(ErrorCode.Usage, $"{Name} is not set", "it must hold the text of a key file");
        }

        byte[] text = Encoding.UTF8.GetBytes(value);
        try
        {
            return KeyFile.Read(text, Name);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }
}
