package main

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/actionctl/connector/gateway/token"
)

// tokenInWords says what a token allows and until when.
func tokenInWords(t token.Token) string {
	var parts []string
	if len(t.Scope.Connections) > 0 {
		parts = []string{"connections " + listOrAll(t.Scope.Connections), "actions " + listOrAll(t.Scope.Actions), "classes " + listOrAll(t.Scope.Classes)}
	}
	parts = append(parts, extras(t.Scope)...)
	if t.Expires.IsZero() {
		return strings.Join(append(parts, "never expires"), "; ")
	}
	return strings.Join(append(parts, "expires "+t.Expires.UTC().Format(time.RFC3339)), "; ")
}

// extras are what a scope allows beside actions.
func extras(s token.Scope) (parts []string) {
	if s.Confirm {
		parts = append(parts, "confirm")
	}
	if s.Metrics {
		parts = append(parts, "metrics")
	}
	return parts
}

func listOrAll(names []string) string {
	if len(names) == 0 {
		return "*"
	}
	return strings.Join(names, " ")
}

// unmatched warns of globs that match nothing there is, most often slips of the pen.
func (a *app) unmatched(s token.Scope) []string {
	var warnings []string
	if names, err := a.store().Names(); err == nil {
		warnings = matchless("connection", s.Connections, names)
	}
	if reg, _, err := a.known(); err == nil && len(s.Actions) > 0 {
		var names []string
		for e := range reg.All() {
			names = append(names, e.Name)
		}
		warnings = append(warnings, matchless("action", s.Actions, names)...)
	}
	return warnings
}

func matchless(what string, globs, names []string) (warnings []string) {
	for _, glob := range globs {
		if !slices.ContainsFunc(names, func(name string) bool { ok, _ := path.Match(glob, name); return ok }) {
			warnings = append(warnings, fmt.Sprintf("there is no %s now that %q matches", what, glob))
		}
	}
	return warnings
}
