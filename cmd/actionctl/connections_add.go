package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/connection"
)

// addOptions are the flags of connections add.
type addOptions struct {
	name      string
	keys      map[string]string // by key of connections.yaml
	set       []string
	replace   bool
	asDefault bool
}

// plainFlags are the flags that set one key.
var plainFlags = []struct{ flag, key, usage string }{
	{"host", "host", "the workspace's `URL`"},
	{"workspace-id", "workspace_id", "the workspace's `ID`, if several share a host"},
	{"auth-type", "auth.type", "how to sign in: "},
	{"client-id", "auth.client_id", "`ID` of the service principal (oauth-m2m, federation)"},
	{"username", "auth.username", "`NAME` of the user (basic)"},
	{"azure-client-id", "auth.azure_client_id", "`ID` of the application (azure-client-secret, azure-msi)"},
	{"azure-tenant-id", "auth.azure_tenant_id", "`ID` of the tenant (azure-*)"},
	{"profile", "auth.profile", "`NAME` of the profile that the Databricks CLI signs in with (databricks-cli)"},
}

// secretFlags are the secrets that can be given as a reference.
var secretFlags = []struct{ flag, key, what string }{
	{"token", "auth.token", "personal access token"},
	{"client-secret", "auth.client_secret", "OAuth secret"},
	{"password", "auth.password", "password"},
	{"azure-client-secret", "auth.azure_client_secret", "Entra ID secret"},
}

// references are the places that a secret can be in.
var references = []struct{ name, usage string }{
	{"env", "the variable `NAME` that holds the "},
	{"file", "the `PATH` of a file that holds the "},
	{"command", "the `COMMAND` that prints the "},
	{"keyring", "the `SERVICE/NAME` in the system's keyring of the "},
}

func (a *app) newConnectionsAdd() *cobra.Command {
	o := addOptions{keys: map[string]string{}}
	cmd := &cobra.Command{
		Use:   "add NAME --host URL …",
		Short: "Write a connection into connections.yaml",
		Example: `  actionctl connections add prod --host https://my.cloud.databricks.com --token-env PROD_TOKEN
  actionctl connections add ci --host https://my.cloud.databricks.com --client-id ID --client-secret-file /run/secrets/ci
  actionctl connections add me --host https://my.cloud.databricks.com --auth-type databricks-cli --set policy.mode=read_only`,
		Args: oneName,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = args[0]
			return a.addConnection(cmd, &o)
		},
	}
	f := cmd.Flags()
	for _, p := range plainFlags {
		usage := p.usage
		if p.flag == "auth-type" {
			usage += strings.Join(connection.Kinds(), ", ")
		}
		f.String(p.flag, "", usage)
	}
	for _, s := range secretFlags {
		for _, r := range references {
			f.String(s.flag+"-"+r.name, "", r.usage+s.what)
		}
	}
	f.StringArrayVar(&o.set, "set", nil, "`KEY=VALUE` for any other key, such as rate=5, policy.mode=safe or headers.X-Team=etl; may be repeated")
	f.BoolVar(&o.replace, "replace", false, "replace a connection of this name")
	f.BoolVar(&o.asDefault, "default", false, "make it the default")
	return cmd
}

func (a *app) addConnection(cmd *cobra.Command, o *addOptions) error {
	if err := o.collect(cmd); err != nil {
		return err
	}
	store := a.store()
	if _, err := store.Names(); err != nil {
		return err
	}
	path, err := store.Add(o.name, o.keys, o.replace)
	var file *connection.FileError
	switch {
	case errors.Is(err, connection.ErrExists):
		return usagef("%w; replace it with --replace", err)
	case errors.As(err, &file):
		return usageError{err}
	case err != nil && path == "": // what was given makes no sense
		return usageError{err}
	case err != nil:
		return err
	}
	if o.asDefault {
		if _, err := store.SetDefault(o.name); err != nil {
			return err
		}
	}
	fmt.Fprintf(a.Err, "wrote connection %s into %s; try it with: actionctl connections test %s\n", o.name, path, o.name)
	return nil
}
