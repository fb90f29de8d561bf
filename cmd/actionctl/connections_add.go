package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/spelling"
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

// collect turns the flags into keys.
func (o *addOptions) collect(cmd *cobra.Command) error {
	if o.name == sandboxName || o.name == connection.EnvironmentName {
		return usagef("%s is the name of a connection that is there without being written down; choose another", o.name)
	}
	for _, p := range plainFlags {
		if text, _ := cmd.Flags().GetString(p.flag); text != "" {
			o.keys[p.key] = text
		}
	}
	for _, s := range secretFlags {
		if err := o.reference(cmd, s.flag, s.key); err != nil {
			return err
		}
	}
	for _, pair := range o.set {
		if err := o.setOne(pair); err != nil {
			return err
		}
	}
	if o.keys["host"] == "" {
		return usagef("--host is missing: the workspace's URL, such as https://my.cloud.databricks.com")
	}
	if !slices.ContainsFunc(connection.EntryKeys(), func(key string) bool { return strings.HasPrefix(key, "auth.") && o.keys[key] != "" }) {
		return usagef("say how to sign in: with --token-env or the like, or with --auth-type (%s)", strings.Join(connection.Kinds(), ", "))
	}
	return nil
}

// reference turns the flags of one secret into a reference.
func (o *addOptions) reference(cmd *cobra.Command, flag, key string) error {
	for _, r := range references {
		text, _ := cmd.Flags().GetString(flag + "-" + r.name)
		if text == "" {
			continue
		}
		if o.keys[key] != "" {
			return usagef("--%s-* is given twice; one place is enough", flag)
		}
		if r.name == "file" && !strings.HasPrefix(text, "~/") {
			whole, err := filepath.Abs(text)
			if err != nil {
				return err
			}
			text = whole
		}
		o.keys[key] = r.name + ":" + text
	}
	return nil
}

// setOne reads KEY=VALUE. The message does not show the value.
func (o *addOptions) setOne(pair string) error {
	key, text, ok := strings.Cut(pair, "=")
	if !ok || key == "" || text == "" {
		return usagef("--set wants KEY=VALUE")
	}
	secret := slices.ContainsFunc(secretFlags, func(s struct{ flag, key, what string }) bool { return s.key == key }) || key == "auth.actions_id_token_request_token"
	scheme, _, _ := strings.Cut(text, ":")
	reference := slices.ContainsFunc(references, func(r struct{ name, usage string }) bool { return r.name == scheme })
	if secret && !reference {
		return usagef("--set %s: a secret does not belong on a command line; give a reference, such as %s=env:NAME", key, key)
	}
	if known := connection.EntryKeys(); !slices.Contains(known, key) && !strings.HasPrefix(key, "headers.") {
		return usagef("--set: unknown key %q%s", key, spelling.DidYouMean(key, known))
	}
	o.keys[key] = text
	return nil
}
