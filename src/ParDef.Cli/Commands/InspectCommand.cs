using System.CommandLine;
using System.Text.Json.Nodes;
using ParDef.Artifacts.Format;
using ParDef.Artifacts.Inspecting;
using ParDef.Artifacts.Opening;
using ParDef.Cli.Arguments;
using ParDef.Cli.Output;
using ParDef.Reparameterization.Symmetry;

namespace ParDef.Cli.Commands;

/// <summary><c>inspect</c>: what is inside a file.</summary>
internal sealed class InspectCommand
{
    private readonly Argument<string> _file = StandardOptions.Artifact();
    private readonly Option<string?> _key = KeyOption.Create();

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new InspectCommand();
        var verb = new Command("inspect", "Show what is inside: identity, size account, code; without a key only the header, unverified");
        verb.Arguments.Add(command._file);
        verb.Options.Add(command._key);
        verb.SetWork(command.Inspect);
        return verb;
    }

    private int Inspect(Invocation run)
    {
        string file = run.Line.GetRequiredValue(_file);
        if (KeyOption.Find(run.Line.GetValue(_key)) is null)
        {
            byte[] unverified = run.Read(file);
            ReportUnverified(run, file, unverified.Length, PublicHeader.Read(unverified));
            return 0;
        }

        using var key = run.OpenKey(_key);
        byte[] content = run.Read(file);
        var inspection = run.Output.Progress.During("inspecting", () => Inspection.Of(content, key, run.Cancellation));
        var symmetry = inspection.Scales is null
            ? null
            : run.Output.Progress.During("analyzing", () => OpenedArtifact.Open(content, key, OpenPolicy.Repairing, run.Cancellation).ReportSymmetry(run.Cancellation));
        run.SayRepairedInMemory(file, inspection.Damage);
        run.Output.Result(Document(file, inspection, symmetry), text => Describe(text, file, inspection, symmetry));
        return 0;
    }

    private static void ReportUnverified(Invocation run, string file, long bytes, PublicHeader header)
    {
        string keyId = Convert.ToHexStringLower(header.Header.KeyId.Span);
        run.Output.Result(
            new JsonObject
            {
                ["file"] = file,
                ["verified"] = false,
                ["file_bytes"] = bytes,
                ["artifact_bytes"] = header.Layout.FileBytes,
                ["format_version"] = Header.Version,
                ["payload_bytes"] = header.Header.PayloadLength,
                ["redundancy"] = Strength(header.Header),
                ["geometry"] = Geometry(header.Layout),
                ["key_id"] = keyId,
                ["generation"] = header.Header.Generation,
            },
            text =>
            {
                text.Line($"{file}: header only, unverified: nobody vouches for it without the key");
                text.Table(
                    ("file", $"{bytes:N0}", "bytes on disk"),
                    ("artifact", $"{header.Layout.FileBytes:N0}", "bytes as the header says"),
                    ("payload", $"{header.Header.PayloadLength:N0}", $"bytes, {header.Layout.Geometry.PayloadPages:N0} pages"),
                    ("parity", $"{header.Layout.Geometry.ParityPages:N0}", "pages"),
                    ("key id", keyId, ""),
                    ("generation", $"{header.Header.Generation}", ""));
            });
    }

    private static JsonObject Document(string file, Inspection inspection, SymmetryReport? symmetry) => new()
    {
        ["file"] = file,
        ["verified"] = true,
        ["source_bytes"] = inspection.SourceBytes,
        ["artifact_bytes"] = inspection.ArtifactBytes,
        ["reduction_percent"] = Json.Number(inspection.ReductionPercent),
        ["account"] = new JsonObject
        {
            ["weights"] = inspection.Account.Weights,
            ["scales"] = inspection.Account.Scales,
            ["lossless_tensors"] = inspection.Account.LosslessTensors,
            ["graph"] = inspection.Account.Graph,
            ["saved_by_compression"] = inspection.Account.SavedByCompression,
            ["parity"] = inspection.Account.Parity,
            ["tags"] = inspection.Account.Tags,
            ["header"] = inspection.Account.Header,
            ["padding"] = inspection.Account.Padding,
        },
        ["bits_per_weight"] = Json.Number(inspection.BitsPerWeight),
        ["code_rate"] = Json.Number(inspection.CodeRate),
        ["redundancy"] = Strength(inspection.Header),
        ["geometry"] = Geometry(inspection.Layout),
        ["granularity"] = inspection.Granularity == Quantization.Granularity.Tensor ? "tensor" : "channel",
        ["lossless"] = inspection.Lossless,
        ["tensors"] = inspection.Tensors,
        ["quantized_tensors"] = inspection.QuantizedTensors,
        ["quantized_share"] = Json.Number(inspection.QuantizedShare),
        ["scales"] = SymmetryWords.Law(inspection.Scales),
        ["reparameterization"] = symmetry is null ? null : SymmetryWords.Document(symmetry),
        ["id"] = inspection.Identity.Id,
        ["revision"] = inspection.Identity.Revision,
        ["content_digest"] = inspection.Identity.ContentDigest,
        ["source_digest"] = inspection.SourceDigest,
        ["key_id"] = Convert.ToHexStringLower(inspection.Header.KeyId.Span),
        ["generation"] = inspection.Header.Generation,
    };

    private static string Strength(Header header) => header.Redundancy.ToString().ToLowerInvariant();

    private static JsonObject Geometry(FileLayout layout) => new()
    {
        ["payload_pages"] = layout.Geometry.PayloadPages,
        ["parity_pages"] = layout.Geometry.ParityPages,
        ["header_copies"] = 3 * layout.HeaderCopies,
        ["chains"] = layout.Geometry.Chains,
        ["sections"] = layout.Geometry.Sections,
        ["block_bytes"] = layout.Geometry.BlockBytes,
    };

    private static void Describe(Human text, string file, Inspection inspection, SymmetryReport? symmetry)
    {
        var account = inspection.Account;
        var geometry = inspection.Layout.Geometry;
        string share = $"{100 * inspection.QuantizedShare:F1} % of their bytes";
        text.Line($"{file}: \"{inspection.Identity.Id}\", revision {inspection.Identity.Revision}");
        text.Line($"  content {inspection.Identity.ContentDigest}");
        text.Line($"  source  {inspection.SourceDigest}");
        text.Line($"  key id  {Convert.ToHexStringLower(inspection.Header.KeyId.Span)}, generation {inspection.Header.Generation}");
        text.Line("");
        text.Table(
            ("source", $"{inspection.SourceBytes:N0}", "bytes, the model that was protected"),
            ("artifact", $"{inspection.ArtifactBytes:N0}", $"bytes, {SizeWords.Reduction(inspection)}"),
            ("quantized", $"{inspection.QuantizedTensors:N0}", $"of {inspection.Tensors:N0} tensors, {share}"),
            ("bits a weight", inspection.BitsPerWeight is { } bits ? $"{bits:F2}" : "-", "of the whole artifact"),
            ("code rate", $"{inspection.CodeRate:F3}", $"{geometry.PayloadPages:N0} payload and {geometry.ParityPages:N0} parity pages"));
        text.Line("");
        text.Line("  where the bytes go");
        text.Table(
            ("weights", $"{account.Weights:N0}", "one byte each"),
            ("scales", $"{account.Scales:N0}", "with zero points"),
            ("other tensors", $"{account.LosslessTensors:N0}", "bit for bit"),
            ("graph", $"{account.Graph:N0}", "with the manifest"),
            ("compression", $"{account.SavedByCompression:N0}", "taken off the four above"),
            ("parity", $"{account.Parity:N0}", "of the error-correcting code"),
            ("tags", $"{account.Tags:N0}", "of all pages"),
            ("header", $"{account.Header:N0}", $"{3 * inspection.Layout.HeaderCopies} copies"),
            ("padding", $"{account.Padding:N0}", ""),
            ("total", $"{account.Total:N0}", "bytes"));
        if (symmetry is not null)
        {
            SymmetryWords.Describe(text, symmetry);
        }
    }
}
