package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/gateway/token"
	"github.com/actionctl/connector/internal/render"
	"github.com/actionctl/connector/internal/terminal"
)

// listedToken is a token as list prints it.
type listedToken struct {
	token.Token
	State token.State `json:"state"`
}

func (a *app) newTokensList() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the tokens, those that expired or were revoked too",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.listTokens(cmd.Context(), output)
		},
	}
	tableOrJSON(cmd, &output)
	a.tokensFlag(cmd)
	return cmd
}

func (a *app) listTokens(ctx context.Context, output string) error {
	if err := checkTableOrJSON(output); err != nil {
		return err
	}
	store := a.tokenStore()
	tokens, err := store.List()
	if err != nil {
		return err
	}
	now, all := time.Now(), []listedToken{}
	for _, t := range tokens {
		all = append(all, listedToken{t, t.State(now)})
	}
	if output == "json" {
		return encodeJSON(a.Out, all, true)
	}
	if len(all) == 0 {
		fmt.Fprintf(a.Err, "there are no tokens in %s; make one with: actionctl tokens create NAME --connection GLOB\n", terminal.Line(store.Path))
		return nil
	}
	return a.printTokens(ctx, all)
}

func (a *app) printTokens(ctx context.Context, all []listedToken) error {
	list := render.NewList(ctx, a.Out, render.Options{Format: render.Table, Width: a.outScreen.Width(), Paint: a.paintOut()})
	render.SetHeader(list, []string{"NAME", "ID", "STATE", "EXPIRES", "CONNECTIONS", "ACTIONS", "CLASSES", "MAY"})
	for _, t := range all {
		expires := "never"
		if !t.Expires.IsZero() {
			expires = t.Expires.UTC().Format(time.DateOnly)
		}
		connections, actions, classes := "-", "-", "-"
		if len(t.Scope.Connections) > 0 {
			connections, actions, classes = listOrAll(t.Scope.Connections), listOrAll(t.Scope.Actions), listOrAll(t.Scope.Classes)
		}
		row := []any{t.Name, t.ID, string(t.State), expires, connections, actions, classes, orDash(strings.Join(extras(t.Scope), " "))}
		if err := list.Item(row); err != nil {
			return err
		}
	}
	return list.End()
}
