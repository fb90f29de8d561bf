package connection

import (
	"fmt"
	"net/http"
	"strings"
)

// definition is a connection as it is written down in one place.
type definition struct {
	name     string
	source   string // for people
	origin   string // the file, or "" for the environment
	profile  bool   // of the profile file
	settings settings
	warnings []string
}

// connection makes the connection that the definition describes. Nothing is
// contacted and no secret is read.
func (d *definition) connection(m machine, cfgFile string) (*Connection, error) {
	c := &Connection{Name: d.name, Source: d.source, Warnings: append([]string(nil), d.warnings...)}
	for _, key := range plainKeys {
		text := d.settings.text(key)
		if text == "" {
			continue
		}
		if err := apply(c, key, text); err != nil {
			if key == "host" || key == "workspace_id" { // they name themselves
				return nil, err
			}
			return nil, fmt.Errorf("%s: %s: %w", d.settings[key].source, key, err)
		}
	}
	c.Policy.Allow = strings.Fields(d.settings.text("policy.allow"))
	c.Policy.Deny = strings.Fields(d.settings.text("policy.deny"))
	c.Policy.Confirm = strings.Fields(d.settings.text("policy.confirm"))
	if err := c.Policy.Validate(); err != nil {
		return nil, err
	}
	if err := finish(c); err != nil {
		return nil, err
	}
	var err error
	if c.CAFile, err = m.expandHome(c.CAFile); err != nil {
		return nil, fmt.Errorf("ca_file: %w", err)
	}
	if c.Auth, err = newAuth(m, c, d.settings, cfgFile); err != nil {
		return nil, err
	}
	d.headers(m, c)
	return c, nil
}

// headers puts those with their value in the file into Headers. Those that are
// references are read at the first call, with the credentials.
func (d *definition) headers(m machine, c *Connection) {
	secrets := map[string]secret{}
	for key, v := range d.settings {
		name, ok := strings.CutPrefix(key, headerPrefix)
		switch {
		case !ok:
		case v.secret.inline():
			if c.Headers == nil {
				c.Headers = http.Header{}
			}
			c.Headers.Set(name, v.secret.rest)
		default:
			secrets[name] = v.secret
		}
	}
	if len(secrets) > 0 {
		c.Auth = joined{secretHeaders(m, secrets), c.Auth}
	}
}

// finish normalises what a connection from anywhere may hold.
func finish(c *Connection) error {
	host, workspaceID, err := normalizeHost(c.Host)
	if err != nil {
		return err
	}
	c.Host = host
	if c.WorkspaceID == "none" { // the Databricks CLI writes this for "unset"
		c.WorkspaceID = ""
	}
	if c.WorkspaceID == "" {
		c.WorkspaceID = workspaceID
	}
	return checkWorkspaceID(c.WorkspaceID)
}
