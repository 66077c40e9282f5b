using System.CommandLine;
using ParDef.Artifacts.Identity;

namespace ParDef.Cli.Arguments;

/// <summary>What the user demands of an artifact's identity.</summary>
internal sealed class IdentityOptions
{
    private readonly Option<string?> _expectId = new("--expect-id") { Description = "refuse an artifact with another id", HelpName = "NAME" };

    private readonly Option<ulong> _minRevision = new("--min-revision")
    {
        Description = "refuse an artifact with a lower revision",
        HelpName = "N",
        CustomParser = Numbers.Unsigned,
    };

    private readonly Option<string?> _state = new("--state")
    {
        Description = "file that remembers what was accepted; refuse anything older or other. The first use is trusted",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        verb.Options.Add(_expectId);
        verb.Options.Add(_minRevision);
        verb.Options.Add(_state);
    }

    /// <summary>What the line demands.</summary>
    public IdentityPolicy Policy(ParseResult line) => new()
    {
        ExpectId = line.GetValue(_expectId),
        MinRevision = line.GetValue(_minRevision),
        StateFile = line.GetValue(_state),
    };
}
