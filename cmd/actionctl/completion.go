package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/internal/completion"
)

// shells that there is a completion script for.
var shells = []string{"bash", "zsh", "fish", "powershell"}

var scripts = map[string]string{
	"bash":       completion.Bash,
	"zsh":        completion.Zsh,
	"fish":       completion.Fish,
	"powershell": completion.PowerShell,
}

func (a *app) newCompletion() *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print the completion script of a shell: bash, zsh, fish or powershell",
		Long: `Print a script that teaches your shell to complete actions, their parameters down to
the fields of the body, values, connections and files.

  bash        echo 'source <(actionctl completion bash)' >> ~/.bashrc
  zsh         echo 'source <(actionctl completion zsh)' >> ~/.zshrc
              (behind "autoload -U compinit; compinit"), or put it into a folder of
              $fpath as _actionctl
  fish        actionctl completion fish > ~/.config/fish/completions/actionctl.fish
  powershell  actionctl completion powershell >> $PROFILE

Nothing is sent and no secret is read to complete a word.`,
		ValidArgs: shells,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(shells, args[0]) {
				return usagef("completion takes the name of a shell: %s", strings.Join(shells, ", "))
			}
			_, err := io.WriteString(a.Out, scripts[args[0]])
			return err
		},
	}
}

// completing tells whether a shell asks how a word goes on. Nothing else reads what
// complete adds, and to add it takes longer than to print the help.
func (a *app) completing() bool {
	return len(a.args) > 0 && (a.args[0] == cobra.ShellCompRequestCmd || a.args[0] == cobra.ShellCompNoDescRequestCmd)
}

// complete adds to the commands and flags of root what completes them.
func (a *app) complete(root *cobra.Command) {
	a.completeArgs(root, "run", a.completeCall)
	for _, path := range []string{"describe", "skeleton"} {
		a.completeArgs(root, path, a.completeAction)
	}
	for _, path := range []string{"connections show", "connections test", "connections remove", "connections default"} {
		a.completeArgs(root, path, a.completeConnection)
	}
	a.completeFlags(root)
}

func (a *app) completeArgs(root *cobra.Command, path string, f cobra.CompletionFunc) {
	cmd, rest, err := root.Find(strings.Fields(path))
	if err == nil && len(rest) == 0 && cmd.ValidArgsFunction == nil {
		cmd.ValidArgsFunction = f
	}
}

// answer is what cobra tells the shell. The order is ours.
func answer(c completion.Candidates) ([]cobra.Completion, cobra.ShellCompDirective) {
	directive := cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	if c.Open {
		directive |= cobra.ShellCompDirectiveNoSpace
	}
	out := make([]cobra.Completion, 0, len(c.Words))
	for _, w := range c.Words {
		out = append(out, cobra.CompletionWithDesc(w.Word, w.Help))
	}
	return out, directive
}

// nothing completes a word for which there is nothing to say, and tells why on stderr,
// which shells throw away.
func (a *app) nothing(err error) ([]cobra.Completion, cobra.ShellCompDirective) {
	fmt.Fprintln(a.Err, "actionctl:", err)
	return nil, cobra.ShellCompDirectiveError
}
