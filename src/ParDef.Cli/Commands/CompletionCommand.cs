using System.CommandLine;
using System.Text.Json.Nodes;

namespace ParDef.Cli.Commands;

/// <summary><c>completion</c>: a script that lets a shell ask the command itself what can come next.</summary>
internal static class CompletionCommand
{
    // The directive [suggest:N] answers for the cursor at N in the line without the command's name.
    private const string Bash = """
        # pardef completion bash > ~/.local/share/bash-completion/completions/pardef
        _pardef() {
            local rest="${COMP_LINE#* }"
            local cursor=$((COMP_POINT - ${#COMP_LINE} + ${#rest}))
            local words
            words="$("${COMP_WORDS[0]}" "[suggest:$cursor]" "$rest" 2>/dev/null)"
            mapfile -t COMPREPLY < <(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}")
        }
        complete -o default -F _pardef pardef
        """;

    private const string Zsh = """
        #compdef pardef
        # pardef completion zsh > "${fpath[1]}/_pardef"
        _pardef() {
            local rest="${BUFFER#* }"
            local cursor=$((CURSOR - ${#BUFFER} + ${#rest}))
            local -a suggestions
            suggestions=("${(@f)$("${words[1]}" "[suggest:$cursor]" "$rest" 2>/dev/null)}")
            compadd -a suggestions
            _files
        }
        compdef _pardef pardef
        """;

    private const string Fish = """
        # pardef completion fish > ~/.config/fish/completions/pardef.fish
        function __pardef_suggestions
            set -l rest (commandline -cp | string replace -r '^\S+\s' '')
            pardef "[suggest:"(string length -- "$rest")"]" "$rest" 2>/dev/null
        end
        complete -c pardef -a '(__pardef_suggestions)'
        """;

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var verb = new Command("completion", "Print a completion script for a shell");
        var shell = new Argument<string>("SHELL") { Description = "the shell" }.AcceptOnlyFromAmong("bash", "zsh", "fish");
        verb.Arguments.Add(shell);
        verb.SetWork(run =>
        {
            string name = run.Line.GetRequiredValue(shell);
            string script = name switch
            {
                "bash" => Bash,
                "zsh" => Zsh,
                _ => Fish,
            };
            run.Output.Result(new JsonObject { ["shell"] = name, ["script"] = script }, text => text.Script(script));
            return 0;
        });
        return verb;
    }
}
