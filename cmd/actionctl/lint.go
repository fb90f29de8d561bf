package main

import (
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/actions"
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/schema"
)

func (a *app) newLint() *cobra.Command {
	return &cobra.Command{
		Use:   "lint [DIR]",
		Short: "Check descriptors against the rules of the format",
		Long: `Check the descriptors DIR/<service>/<name>.yaml and the shared types
DIR/types/<service>.yaml; without DIR, those that come with actionctl. They may refer to
built-in actions and types. Prints a line a problem and exits with 1 if there is one.`,
		Args: atMostOne,
		RunE: func(_ *cobra.Command, args []string) error {
			problems, err := lint(args)
			for _, p := range problems {
				fmt.Fprintln(a.Out, p)
			}
			if err == nil && len(problems) > 0 {
				return errSilent
			}
			return err
		},
	}
}

func lint(args []string) (registry.Problems, error) {
	if len(args) == 0 {
		problems, err := registry.Lint(actions.Files, registry.Registry{}, schema.BuiltinTypes())
		if err != nil {
			return nil, err
		}
		more, err := registry.LintTypes(schema.BuiltinTypes(), connector.Builtin())
		return append(problems, more...), err
	}
	dir := args[0]
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, usagef("%s is no folder of descriptors", dir)
	}
	fsys := os.DirFS(dir)
	if files, err := registry.Files(fsys); err == nil && len(files) == 0 {
		if types, _ := fs.Glob(fsys, "types/*.yaml"); len(types) == 0 {
			return nil, usagef("%s has no <service>/<name>.yaml and no types/<service>.yaml", dir)
		}
	}
	return registry.Lint(fsys, connector.Builtin(), schema.BuiltinTypes())
}

func atMostOne(cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usagef("%s takes one folder, found %d arguments", cmd.Name(), len(args))
	}
	return nil
}
