package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/gateway/token"
	"github.com/actionctl/connector/internal/terminal"
)

// tokenOptions are the flags of tokens create.
type tokenOptions struct {
	scope    token.Scope
	expires  string
	noExpiry bool
}

func (a *app) newTokensCreate() *cobra.Command {
	var o tokenOptions
	cmd := &cobra.Command{
		Use:   "create NAME --connection GLOB …",
		Short: "Make a token and print its secret, this once",
		Long: `Make a token for a client of the gateway and print its secret, this once.

Globs match whole names: * is any text, ? any letter. Without --action and --class the
token may run all that the connections' policies allow.`,
		Example: `  actionctl tokens create dashboards --connection prod --class read --expires 30d
  actionctl tokens create etl --connection 'etl_*' --action '*_jobs_*' --expires 2030-01-01
  actionctl tokens create ops --connection '*' --confirm --expires 12h > ops.token
  actionctl tokens create prometheus --metrics --no-expiry`,
		Args: oneToken,
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.noExpiry && cmd.Flags().Changed("expires") {
				return usagef("--expires and --no-expiry contradict each other; give one of them")
			}
			return a.createToken(args[0], o)
		},
	}
	f := cmd.Flags()
	f.StringArrayVarP(&o.scope.Connections, "connection", "c", nil, "`GLOB` of the connections that it may use; may be repeated")
	f.StringArrayVar(&o.scope.Actions, "action", nil, "`GLOB` of the actions that it may run; may be repeated")
	f.StringSliceVar(&o.scope.Classes, "class", nil, "safety `CLASS` that it may run: "+strings.Join(token.Classes(), ", ")+"; may be repeated")
	f.StringVar(&o.expires, "expires", usualExpiry, "`WHEN` it ends: after 30d or 12h, or on a day (2030-01-01) or at a time (2030-01-01T08:00:00Z)")
	f.BoolVar(&o.noExpiry, "no-expiry", false, "it never ends by itself")
	f.BoolVar(&o.scope.Confirm, "confirm", false, "its calls may say that they are confirmed, where a connection's policy asks")
	f.BoolVar(&o.scope.Metrics, "metrics", false, "it may read the gateway's metrics")
	a.tokensFlag(cmd)
	_ = cmd.RegisterFlagCompletionFunc("action", func(cmd *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return a.completeAction(cmd, nil, typed)
	})
	return cmd
}

func (a *app) createToken(name string, o tokenOptions) error {
	expires, err := o.end(time.Now())
	if err != nil {
		return usageError{errors.Join(err, o.scope.Validate())}
	}
	store := a.tokenStore()
	secret, t, err := store.Create(name, o.scope, expires)
	switch {
	case errors.Is(err, token.ErrInvalid), errors.Is(err, token.ErrExists):
		return usageError{err}
	case err != nil:
		return err
	}
	if _, err := fmt.Fprintln(a.Out, secret); err != nil {
		_, revoked := store.Revoke(t.ID)
		return errors.Join(fmt.Errorf("the secret of token %s could not be shown, so that it was revoked: %w", name, err), revoked)
	}
	a.warn(a.unmatched(o.scope))
	fmt.Fprintf(a.Err, "made token %s (%s) in %s: %s\nits secret, on standard output, is shown only now\n", t.Name, t.ID, terminal.Line(store.Path), terminal.Lines(tokenInWords(t)))
	return nil
}

// oneToken is the argument of the commands about one token.
func oneToken(cmd *cobra.Command, args []string) error {
	if len(args) != 1 || args[0] == "" {
		return usagef("%s wants the name of one token; see: %s --help", cmd.Name(), cmd.CommandPath())
	}
	return nil
}
