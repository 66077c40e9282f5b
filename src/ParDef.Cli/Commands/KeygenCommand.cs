using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ParDef.Artifacts.Errors;
using ParDef.Artifacts.Keys;
using ParDef.Artifacts.Storage;
using ParDef.Cli.Arguments;

namespace ParDef.Cli.Commands;

/// <summary><c>keygen</c>: a new master key.</summary>
internal static class KeygenCommand
{
    private const string DefaultFile = "pardef.key";

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var verb = new Command("keygen", "Make a new 256-bit key. A key file is never overwritten");
        var output = StandardOptions.Output($"where the key goes, readable for its owner only; default: {DefaultFile}");
        verb.Options.Add(output);
        verb.SetWork(run => Generate(run, run.Line.GetValue(output) ?? DefaultFile));
        return verb;
    }

    private static int Generate(Invocation run, string file)
    {
        run.Subject = file;
        using var key = MasterKey.Generate();
        byte[] text = Encoding.UTF8.GetBytes(KeyFile.Write(key, TimeProvider.System));
        try
        {
            AtomicFile.Write(file, text, overwrite: false, ownerOnly: true);
        }
        catch (ParDefException refusal) when (refusal.Code == ErrorCode.OutputExists)
        {
            throw new ParDefException(refusal.Code, refusal.Message, "a key file is never overwritten; give another -o", refusal);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }

        string id = Convert.ToHexStringLower(key.KeyId.Span);
        run.Output.Result(
            new JsonObject { ["key_file"] = file, ["key_id"] = id },
            text => text.Line($"{file}: new key, key id {id}"),
            hint: "keep a copy of the key file in a safe place: nothing that it protects opens without it");
        return 0;
    }
}
