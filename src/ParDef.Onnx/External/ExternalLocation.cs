using System.Text;

namespace ParDef.Onnx.External;

/// <summary>Names of external files: relative, forward, and never out of the model's folder, on any platform.</summary>
public static class ExternalLocation
{
    /// <summary>Longest name, in bytes of UTF-8.</summary>
    public const int LongestName = 1024;

    /// <summary>True for a name in its one form: parts separated by <c>/</c>, none empty, <c>.</c> or <c>..</c>, no <c>\</c>, <c>:</c> or control character.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Encoding.UTF8.GetByteCount(name) <= LongestName
            && !name.Any(character => char.IsControl(character) || character is '\\' or ':')
            && name.Split('/').All(part => part is not ("" or "." or ".."));
    }

    /// <summary>The name that a <c>location</c> stands for, without <c>.</c> and doubled separators; null if it is none that is followed.</summary>
    public static string? NameOf(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        string name = string.Join('/', location.Split('/').Where(part => part is not ("" or ".")));
        return !location.StartsWith('/') && IsName(name) ? name : null;
    }
}
