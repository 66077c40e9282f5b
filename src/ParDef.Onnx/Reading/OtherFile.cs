using System.Buffers;
using System.Text;

namespace ParDef.Onnx.Reading;

/// <summary>What a file that is no model is instead, as far as its first bytes tell.</summary>
internal static class OtherFile
{
    private const int HeadBytes = 1024;

    /// <summary>The kind of file, or null where only a reader of models can say what is wrong.</summary>
    public static string? KindOf(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            return "an empty file";
        }

        if (file.StartsWith("version https://git-lfs"u8))
        {
            return "a Git LFS pointer (git lfs pull fetches the model)";
        }

        if (file.StartsWith("PK\u0003\u0004"u8))
        {
            return "a zip archive";
        }

        if (file.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            return "a gzip archive";
        }

        return IsText(file[..Math.Min(file.Length, HeadBytes)]) ? "a text file" : null;
    }

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(head, out var character, out int length);
            if (status == OperationStatus.NeedMoreData)
            {
                return true;
            }

            if (status != OperationStatus.Done || (Rune.IsControl(character) && character.Value is not ('\t' or '\n' or '\f' or '\r')))
            {
                return false;
            }

            head = head[length..];
        }

        return true;
    }
}
