package main

import (
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"
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
		RunE: func(*cobra.Command, []string) error {
			return a.listConnections(output)
		},
	}
	tableOrJSON(cmd, &output)
	return cmd
}

func (a *app) listConnections(output string) error {
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
		err = printConnections(a.Out, all)
	}
	return errors.Join(append([]error{err}, broken...)...)
}

func printConnections(w io.Writer, all []listedConnection) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "  NAME\tHOST\tAUTH\tSOURCE")
	for _, c := range all {
		mark := " "
		if c.Default {
			mark = "*"
		}
		if c.Error != "" {
			c.Host = "(cannot be used)"
		}
		fmt.Fprintf(t, "%s %s\t%s\t%s\t%s\n", mark, c.Name, orDash(c.Host), orDash(c.AuthType), orDash(c.Source))
	}
	return t.Flush()
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
