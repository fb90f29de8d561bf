package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/connection"
	"github.com/actionctl/connector/registry"
)

// curl prints a curl command that sends what the call would send. Secrets are
// variables of the shell in it.
func (a *app) curl(ctx context.Context, c *connector.Connector, o *runOptions, in *inputs) error {
	plan, err := a.plan(ctx, c, o) // refuses what is invalid
	if err != nil {
		return err
	}
	conn, err := a.store().Find(plan.Connection)
	if err != nil {
		return err
	}
	masks := newMasks()
	if masked, any := masks.params(c, in.action, a.call.Params); any {
		open := a.call
		a.call.Params, a.call.Validation = masked, noValidation
		plan, err = a.plan(ctx, c, o)
		a.call = open
		if err != nil {
			return err
		}
	}
	cmd := &curlCommand{plan: plan, conn: conn, masks: masks, params: a.call.Params, action: in.action}
	if info, err := a.store().Describe(conn.Name); err == nil {
		cmd.authType = info.AuthType
	}
	text, err := cmd.text(o)
	if err != nil {
		return err
	}
	a.noteCurl(c, cmd)
	_, err = fmt.Fprintln(a.Out, text)
	return err
}

// noteCurl says what the command needs to run.
func (a *app) noteCurl(c *connector.Connector, cmd *curlCommand) {
	if a.errorJSON {
		return
	}
	note := func(format string, args ...any) { fmt.Fprintf(a.Err, "actionctl: "+format+"\n", args...) }
	for _, v := range cmd.masks.variables {
		note("set %s before you run it: %s", v.name, v.form)
	}
	if cmd.conn.Name == sandboxName {
		note("the sandbox is inside actionctl; serve one with: actionctl sandbox, and put its address in place of %s", cmd.conn.Host)
	}
	if err := c.Permits(a.call); err != nil {
		note("a real run would be refused: %s", err)
	}
}

// curlCommand is one command on its way to text.
type curlCommand struct {
	action   *registry.Action
	plan     *connector.Plan
	conn     *connection.Connection
	masks    *masks
	params   map[string]any
	authType string
}

// text writes the command, an option a line.
func (c *curlCommand) text(o *runOptions) (string, error) {
	first := "curl"
	switch c.plan.Method {
	case "GET":
	case "HEAD":
		first += " --head"
	default:
		first += " -X " + c.plan.Method
	}
	if strings.ContainsAny(c.plan.Path+c.plan.Query, "[]{}") {
		first += " --globoff"
	}
	if c.plan.Header.Get("Accept") == "text/event-stream" {
		first += " --no-buffer"
	}
	if slices.ContainsFunc(strings.Split(c.plan.Path, "/"), isDots) {
		first += " --path-as-is"
	}
	lines := append([]string{first + " " + c.masks.quote(c.plan.URL())}, c.headers()...)
	lines = append(lines, c.way()...)
	if o.timeout > 0 {
		lines = append(lines, fmt.Sprintf("--max-time %g", max(o.timeout, time.Millisecond).Seconds()))
	}
	if o.outputFile != "" && o.outputFile != "-" {
		lines = append(lines, "--output "+c.masks.quote(o.outputFile))
	}
	body, err := c.body()
	if body != "" {
		lines = append(lines, body)
	}
	return strings.Join(lines, " \\\n  "), err
}

func isDots(segment string) bool {
	plain := strings.ReplaceAll(strings.ToLower(segment), "%2e", ".")
	return plain == "." || plain == ".."
}

// headers are the options for credentials and for what the request says of itself.
func (c *curlCommand) headers() []string {
	var lines []string
	switch {
	case c.plan.NoAuth:
	case c.authType == "basic":
		lines = append(lines, `--user "$DATABRICKS_USERNAME:$DATABRICKS_PASSWORD"`)
	default:
		lines = append(lines, `-H "Authorization: Bearer $DATABRICKS_TOKEN"`)
	}
	for _, name := range sortedHeaders(c.plan.Header) {
		for _, value := range c.plan.Header[name] {
			if own := c.conn.Headers[name]; slices.Equal(own, c.plan.Header[name]) {
				value = c.masks.header(name) // headers of connections may be secrets
			}
			lines = append(lines, "-H "+c.masks.quote(name+": "+value))
		}
	}
	if c.plan.Body == nil && c.plan.Method != "GET" && c.plan.Method != "HEAD" && c.plan.Method != "DELETE" {
		lines = append(lines, "-H 'Content-Length: 0'")
	}
	return lines
}

// way are the options for how the host is reached.
func (c *curlCommand) way() []string {
	var lines []string
	if c.conn.CAFile != "" {
		lines = append(lines, "--cacert "+c.masks.quote(c.conn.CAFile))
	}
	switch c.conn.Proxy {
	case "":
	case "none":
		lines = append(lines, "--noproxy '*'")
	default:
		lines = append(lines, "--proxy "+c.masks.quote(c.masks.proxy())) // it may hold a password
	}
	return lines
}

// longestBody is what fits into one argument of a command on every system.
const longestBody = 100_000

func (c *curlCommand) body() (string, error) {
	if c.plan.Body == nil {
		return "", nil
	}
	if c.action.Body != nil && !c.action.Body.IsJSON() {
		switch data := c.params[registry.BodyParam].(type) {
		case *os.File:
			if data != os.Stdin {
				return "--data-binary " + c.masks.quote("@"+data.Name()), nil
			}
			return "--data-binary @-", nil
		case string, []byte:
		default:
			return "--data-binary @-", nil
		}
	}
	r, err := c.plan.Body.Open()
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return "", err
	}
	if len(text) > longestBody {
		return "--data-binary @- <<ACTIONCTL_BODY\n" + c.masks.document(string(text)) + "\nACTIONCTL_BODY", r.Close()
	}
	return "--data-raw " + c.masks.quote(string(text)), r.Close()
}
