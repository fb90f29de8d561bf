package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/completion"
	"github.com/actionctl/connector/internal/lazyregexp"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

// known are the actions and types to complete from. Without folders of one's own
// nothing is opened but the index.
func (a *app) known() (registry.Registry, *schema.Types, error) {
	if len(a.actionDirs) == 0 {
		return connector.Builtin(), schema.NewTypes(schema.BuiltinTypes()), nil
	}
	var dirs []string
	for _, dir := range a.actionDirs { // cobra reads the flags twice
		if !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	a.actionDirs = dirs
	c, err := a.open()
	if err != nil {
		return registry.Registry{}, nil, err
	}
	return c.Registry(), c.Types(), nil
}

// completeCall completes ACTION and then its NAME=VALUE arguments.
func (a *app) completeCall(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return a.completeAction(cmd, args, typed)
	}
	reg, types, err := a.known()
	if err != nil {
		return a.nothing(err)
	}
	action, err := reg.Action(args[0])
	if err != nil {
		return a.nothing(err)
	}
	return answer(completion.Arguments{Action: action, Types: types, Given: args[1:]}.Next(typed))
}

func (a *app) completeAction(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	reg, _, err := a.known()
	if err != nil {
		return a.nothing(err)
	}
	return answer(completion.Actions(reg, typed))
}

// completeConnection completes names of connections; of each the host is read, not its
// secrets.
func (a *app) completeConnection(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 && cmd.HasParent() && cmd.Parent().Name() == "connections" {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	store := a.store()
	names, err := store.Names()
	if err != nil {
		return a.nothing(err)
	}
	out := completion.Choices(names, typed)
	for i, w := range out.Words {
		if info, err := store.Describe(w.Word); err == nil {
			out.Words[i].Help = info.Host
		}
	}
	return answer(out)
}

func (a *app) completeService(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	reg, _, err := a.known()
	if err != nil {
		return a.nothing(err)
	}
	var services []string
	for e := range reg.All() {
		services = append(services, e.Service)
	}
	slices.Sort(services)
	return answer(completion.Choices(slices.Compact(services), typed))
}

// completeInput completes flags that take JSON, @FILE or -.
func completeInput(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if path, isFile := strings.CutPrefix(typed, "@"); isFile {
		return answer(completion.Files("@", path))
	}
	out := completion.Choices([]string{"@"}, typed)
	out.Open = true
	return answer(out)
}

func completeFolder(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// completeFlags completes the values of all flags that there is something to say of.
func (a *app) completeFlags(cmd *cobra.Command) {
	complete := func(f *pflag.Flag) {
		if f.Value.Type() == "bool" {
			return
		}
		if complete := a.completionOf(f); complete != nil {
			_ = cmd.RegisterFlagCompletionFunc(f.Name, complete) // refused where one is there already
		}
	}
	cmd.LocalNonPersistentFlags().VisitAll(complete)
	cmd.PersistentFlags().VisitAll(complete)
	for _, c := range cmd.Commands() {
		a.completeFlags(c)
	}
}

func (a *app) completionOf(f *pflag.Flag) cobra.CompletionFunc {
	placeholder, usage := pflag.UnquoteUsage(f)
	switch {
	case f.Name == "connection":
		return a.completeConnection
	case placeholder == "SERVICE":
		return a.completeService
	case placeholder == "DIR":
		return completeFolder
	case strings.Contains(usage, "@FILE"):
		return completeInput
	case strings.HasSuffix(placeholder, "FILE"):
		return nil // what shells do by themselves
	}
	words := choicesOf(usage)
	return func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return answer(completion.Choices(words, typed))
	}
}

var inBrackets = lazyregexp.New(` *\([^)]*\)`)

var listOfChoices = lazyregexp.New(`: ([a-z_]+(?:, (?:or )?[a-z_]+)*(?:,? (?:or|and) [a-z_]+)?)(?:$|[ ,;])`)

// choicesOf are the values that the usage of a flag lists behind its colon: "FORMAT:
// table, json or name". Usage and completion cannot contradict each other so.
func choicesOf(usage string) []string {
	m := listOfChoices().FindStringSubmatch(inBrackets().ReplaceAllString(usage, ""))
	if m == nil || !strings.ContainsAny(m[1], ",") && !strings.Contains(m[1], " or ") {
		return nil
	}
	return strings.FieldsFunc(strings.NewReplacer(" or ", ",", " and ", ",", " ", "").Replace(m[1]), func(r rune) bool { return r == ',' })
}
