using System.CommandLine;

namespace ParDef.Cli.Commands;

/// <summary>What all verbs have in common.</summary>
internal static class Verb
{
    /// <summary>Gives a verb its work. The work runs beside the handler of signals, so that an interruption reaches its token.</summary>
    public static void SetWork(this Command verb, Func<Invocation, int> work) =>
        verb.SetAction((line, cancellation) =>
            Task.Run(() => new Invocation(line, cancellation).Guard(work), CancellationToken.None));
}
