package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/manual"
	"github.com/actionctl/connector/internal/terminal"
)

// Every service has its line, and no line is of a service that there is not.
func TestServicesAreDescribed(t *testing.T) {
	about := manual.Services()
	there := map[string]bool{}
	for e := range connector.Builtin().All() {
		there[e.Service] = true
		assert.NotEmpty(t, about[e.Service], e.Service)
	}
	for name, text := range about {
		assert.True(t, there[name], name)
		assert.True(t, strings.HasSuffix(text, ".") && len(text) <= 100, "%s: %q", name, text)
	}
}

// The list fits every screen, and names every action in full where there is room.
func TestListByServiceFitsTheScreen(t *testing.T) {
	entries := slices.Collect(connector.Builtin().All())
	for _, width := range []int{40, 80, 120, 200} {
		text := servicesText(entries, width, false)
		for line := range strings.Lines(text) {
			assert.LessOrEqual(t, terminal.Cells(strings.TrimSuffix(line, "\n")), width, "%q", line)
		}
		assert.Contains(t, text, "\ncompute (63 actions)  Clus")
		if width == 200 {
			for _, e := range entries {
				alone := strings.Contains(text, "\n  "+e.Name+"\n")
				assert.True(t, alone || strings.Contains(text, "\n  "+e.Name+" "), e.Name)
			}
		}
	}
	assert.Contains(t, servicesText(entries, 120, true), "\x1b[1mtags\x1b[0m (5 actions)  Tag policies")
}
