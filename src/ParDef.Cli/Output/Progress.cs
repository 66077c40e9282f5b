using Spectre.Console;

namespace ParDef.Cli.Output;

/// <summary>Names the stage of work that takes longer than a second, on standard error, if that is a terminal.</summary>
internal sealed class Progress(bool isShown)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>True if somebody can see a spinner: standard error is a terminal that moves its cursor.</summary>
    public static bool IsVisible => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>Does the work and gives its result.</summary>
    public T During<T>(string stage, Func<T> work)
    {
        if (!isShown)
        {
            return work();
        }

        var running = Task.Run(work);
        if (Task.WaitAny([running], Patience) < 0)
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            console.Status().Start(stage, _ => Task.WaitAny(running));
        }

        return running.GetAwaiter().GetResult();
    }
}
