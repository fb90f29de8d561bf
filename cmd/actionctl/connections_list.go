package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/internal/render"
)

// listedConnection is a connection as list prints it.
type listedConnection struct {
	Name     string `json:"name"`
	Host     string `json:"host"`
	AuthType string `json:"auth_type"`
	Source   string `json:"source"`
	Default  bool   `json:"default,omitempty"`
	Error    string `json:"error,omitempty"`
}

func (a *app) newConnectionsList() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the connections; * marks the default",
		Args:  noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.listConnections(cmd.Context(), output)
		},
	}
	tableOrJSON(cmd, &output)
	return cmd
}

func (a *app) listConnections(ctx context.Context, output string) error {
	if err := checkTableOrJSON(output); err != nil {
		return err
	}
	store := a.store()
	names, err := store.Names()
	if err != nil {
		return err
	}
	usual, _, err := store.Default()
	if err != nil {
		return err
	}
	all := []listedConnection{}
	var broken []error
	for _, name := range names {
		one := listedConnection{Name: name, Default: name == usual}
		if info, err := store.Describe(name); err != nil {
			one.Error = err.Error()
			broken = append(broken, err)
		} else {
			one.Host, one.AuthType, one.Source = info.Host, info.AuthType, info.Source
		}
		all = append(all, one)
	}
	if output == "json" {
		err = encodeJSON(a.Out, all, true)
	} else {
		err = a.printConnections(ctx, all)
	}
	return errors.Join(append([]error{err}, broken...)...)
}

func (a *app) printConnections(ctx context.Context, all []listedConnection) error {
	t := render.NewList(ctx, a.Out, render.Options{Format: render.Table, Width: a.outScreen.Width(), Paint: a.paintOut()})
	render.SetHeader(t, []string{"  NAME", "HOST", "AUTH", "SOURCE"})
	for _, c := range all {
		mark := "  "
		if c.Default {
			mark = "* "
		}
		if c.Error != "" {
			c.Host = "(cannot be used)"
		}
		if err := t.Item([]any{mark + c.Name, orDash(c.Host), orDash(c.AuthType), orDash(c.Source)}); err != nil {
			return err
		}
	}
	return t.End()
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
