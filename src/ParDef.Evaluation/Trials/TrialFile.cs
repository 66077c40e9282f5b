using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ParDef.Evaluation.Trials;

/// <summary>One trial on disk: a JSON object with the members "key" and "result".</summary>
internal static class TrialFile
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    /// <summary>Reads a result. False if there is no file, or one that a crash left unfinished.</summary>
    /// <exception cref="TrialStoreException">The file is whole and its key is another one.</exception>
    public static bool TryRead<T>(string path, string key, JsonTypeInfo<T> type, [MaybeNullWhen(false)] out T result)
        where T : notnull
    {
        result = default;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var members = document.RootElement;
            if (members.ValueKind != JsonValueKind.Object
                || !members.TryGetProperty("key", out var storedKey)
                || storedKey.ValueKind != JsonValueKind.String
                || !members.TryGetProperty("result", out var storedResult))
            {
                return false;
            }

            if (storedKey.GetString() != key)
            {
                throw new TrialStoreException($"{Path.GetFileName(path)} holds the result of another trial than the one that its name stands for");
            }

            result = storedResult.Deserialize(type);
            return result is not null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // The key is not Unicode: strings are looked at only when they are asked for.
            return false;
        }
    }

    /// <summary>Writes a result so that the file is never seen half-written, not even after a loss of power.</summary>
    public static void Write<T>(string path, string key, T result, JsonTypeInfo<T> type)
        where T : notnull
    {
        // Named at random and in the same folder: several machines may compute one trial, and a rename does not cross volumes.
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            using (var json = new Utf8JsonWriter(file, Layout))
            {
                json.WriteStartObject();
                json.WriteString("key", key);
                json.WritePropertyName("result");
                JsonSerializer.Serialize(json, result, type);
                json.WriteEndObject();
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
