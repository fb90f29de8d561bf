package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/internal/spelling"
)

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
		return usagef("say how to sign in: with --token-env VARIABLE or the like, or with --auth-type (%s)", strings.Join(connection.Kinds(), ", "))
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
