package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/internal/terminal"
)

// finding is what doctor says of one thing.
type finding struct {
	Level string `json:"level"` // ok, warn or fail
	About string `json:"about"`
	Says  string `json:"says"`
	Mend  string `json:"mend,omitempty"`
}

// addConnection mends the lack of connections.
const addConnection = "set DATABRICKS_HOST and DATABRICKS_TOKEN, or: actionctl connections add NAME --host URL --token-env VARIABLE --default"

// The levels of findings.
const (
	fine   = "ok"
	unwise = "warn"
	broken = "fail"
)

func (a *app) newDoctor() *cobra.Command {
	var output string
	var offline bool
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:   "doctor [CONNECTION …]",
		Short: "Find out what is wrong with the settings and the way to a workspace",
		Long: `Check the version, the files of settings and who may read them, the environment, and
of each connection named, or of the default one: whether its host is found, the proxy,
the certificate, the clock, and as whom it signs in. Every fault comes with what mends it.

Exit code 0: nothing is broken, though there may be warnings.`,
		Example: "  actionctl doctor\n  actionctl doctor prod staging\n  actionctl doctor --offline -o json",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkTableOrJSON(output); err != nil {
				return err
			}
			if offline && cmd.Flags().Changed("timeout") {
				return usagef("--timeout has no meaning with --offline")
			}
			if timeout <= 0 {
				return usagef("timeout %s is not positive", timeout)
			}
			found := append(a.examineVersion(), a.examineFiles()...)
			found = append(found, a.examineEnvironment()...)
			found = append(found, a.examineConnections(cmd.Context(), args, offline, timeout)...)
			return a.printFindings(found, output)
		},
	}
	tableOrJSON(cmd, &output)
	cmd.Flags().BoolVar(&offline, "offline", false, "contact nothing")
	cmd.Flags().DurationVar(&timeout, "timeout", whoTimeout, "give up on a connection after this `DURATION`")
	return cmd
}

func (a *app) examineConnections(ctx context.Context, names []string, offline bool, timeout time.Duration) []finding {
	if len(names) == 0 {
		name, why, err := a.store().Default()
		if err != nil {
			return nil // its file is a finding already
		}
		if known, err := a.store().Names(); err != nil || !slices.Contains(known, name) {
			says := fmt.Sprintf("there is no connection %s (%s)", name, why)
			if len(known) == 1 && a.Getenv("ACTIONCTL_CONNECTION")+a.Getenv("DATABRICKS_CONFIG_PROFILE") == "" {
				says = "none is set up; to try things out there is " + sandboxName + " (-c " + sandboxName + ")"
			}
			return []finding{{unwise, "default connection", says, addConnection}}
		}
		names = []string{name}
	}
	var found []finding
	for _, name := range names {
		found = append(found, a.examineConnection(ctx, name, offline, timeout)...)
	}
	return found
}

// printFindings writes what was found; the error says that something is broken.
func (a *app) printFindings(found []finding, output string) error {
	faults := 0
	for _, f := range found {
		if f.Level == broken {
			faults++
		}
	}
	var err error
	if output == "json" {
		err = encodeJSON(a.Out, found, true)
	} else {
		err = writeFindings(a.Out, found, a.outScreen.Width())
	}
	if err == nil && faults > 0 {
		err = fmt.Errorf("%d of %d checks failed: %w", faults, len(found), errSilent)
	}
	return err
}

// writeFindings writes lines no wider than width, where that is not 0.
func writeFindings(w io.Writer, found []finding, width int) error {
	var b strings.Builder
	for _, f := range found {
		lead := fmt.Sprintf("%-4s  ", f.Level)
		text := wrapped("      "+terminal.Line(f.About+": "+f.Says), width)
		b.WriteString(lead + strings.TrimPrefix(text, "      ") + "\n")
		if f.Mend != "" {
			b.WriteString(wrapped("      "+terminal.Line(f.Mend), width) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
