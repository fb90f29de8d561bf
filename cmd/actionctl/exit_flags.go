package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/actionctl/connector/internal/spelling"
)

// flagError is what cobra says of a flag, with the flag that may have been meant.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	hint := ""
	if errors.As(err, &unknown) && len(unknown.GetSpecifiedName()) > 1 {
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden {
				known = append(known, f.Name)
			}
		})
		if near := spelling.Nearest(unknown.GetSpecifiedName(), known, 1); len(near) == 1 {
			hint = "; did you mean --" + near[0] + "?"
		}
	}
	return usageError{fmt.Errorf("%w%s; see: %s --help", err, hint, cmd.CommandPath())}
}
