package main

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/render"
	"github.com/actionctl/connector/internal/terminal"
	"github.com/actionctl/connector/schema"
)

// Every action's answer can be written in every format: tables fit the screen and have
// something in them, CSV can be read again.
func TestEveryAnswerCanBeWritten(t *testing.T) {
	c, err := connector.Open(connector.Config{Getenv: func(string) string { return "" }})
	require.NoError(t, err)
	written := 0
	for _, name := range c.Registry().Names() {
		action, err := c.Registry().Action(name)
		require.NoError(t, err)
		if action.Response == nil || action.Response.Schema == nil {
			continue
		}
		answer := c.Types().Example(schema.Document(action.Response.Schema), name, true)
		for _, format := range render.Formats {
			for _, width := range []int{0, 40, 80, 120} {
				var out strings.Builder
				o := render.Options{Format: format, Layout: layoutOf(c, action), Width: width, Screen: width > 0}
				require.NoError(t, render.Of(t.Context(), &out, answer, o), "%s as %s", name, format)
				checkWritten(t, name, out.String(), o)
			}
		}
		written++
	}
	assert.Greater(t, written, 500)
}

func checkWritten(t *testing.T, name, text string, o render.Options) {
	t.Helper()
	switch o.Format {
	case render.None:
		assert.Empty(t, text)
	case render.CSV:
		_, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		assert.NoError(t, err, "%s: %s", name, text)
	case render.Table:
		for line := range strings.Lines(text) {
			if o.Width > 0 {
				assert.LessOrEqual(t, terminal.Cells(strings.TrimSuffix(line, "\n")), o.Width, "%s: %s", name, line)
			}
			assert.NotEmpty(t, strings.TrimSpace(line), "%s: %q", name, text)
		}
	default:
		assert.NotEmpty(t, text, name)
	}
}
