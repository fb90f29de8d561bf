package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/internal/shell"
)

// goingOn is how to go on behind a listing that stopped before its end.
type goingOn struct {
	token   string
	command string // where the same command again would start the work again; else ""
}

// again tells that going on is a command of its own.
func (g *goingOn) again() bool { return g != nil && g.command != "" }

// String is what to type.
func (g *goingOn) String() string {
	if g.again() {
		return g.command
	}
	return "--starting-token " + g.token
}

// restCommand runs the rest of a listing.
func restCommand(rest connector.Call) string {
	words := []string{"actionctl run -c " + shell.Quote(rest.Connection), shell.Quote(rest.Action)}
	for _, name := range slices.Sorted(maps.Keys(rest.Params)) {
		words = append(words, manual.Argument(name, rest.Params[name]))
	}
	return strings.Join(append(words, "--starting-token "+rest.List.StartingToken), " ")
}

// tellRest says how to go on behind a limit.
func (a *app) tellRest() {
	if !a.errorJSON {
		fmt.Fprintf(a.Err, "actionctl: there is more; go on with: %s\n", a.rest)
		return
	}
	o := struct {
		ResumeToken string   `json:"resume_token"`
		Next        []string `json:"next,omitempty"`
	}{ResumeToken: a.rest.token}
	if a.rest.again() {
		o.Next = []string{a.rest.command}
	}
	enc := json.NewEncoder(a.Err)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(o) // there is nowhere left to report a failure of stderr
}
