package render_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/render"
	"github.com/actionctl/connector/internal/terminal"
)

var colour = regexp.MustCompile("\x1b\\[[0-9;]*m")

// Whatever an answer holds: no format panics or steers a screen, and JSON without its
// colours is the same value.
func FuzzFormats(f *testing.F) {
	for _, seed := range []string{twoClusters, statement, one, exactly, `[[1],[2,3]]`, `"\u001b"`, `{"a":[{"b":null}]}`} {
		f.Add(seed, 40)
	}
	f.Fuzz(func(t *testing.T, answer string, width int) {
		if !json.Valid([]byte(answer)) || strings.Count(answer, "[")+strings.Count(answer, "{") > 200 {
			return
		}
		for _, format := range render.Formats {
			for _, layout := range []render.Layout{{}, clusters(), statements()} {
				var out strings.Builder
				o := render.Options{Format: format, Layout: layout, Width: max(width%200, 0), Screen: true, Paint: true}
				require.NoError(t, render.Value(t.Context(), &out, []byte(answer), o))
				plain := colour.ReplaceAllString(out.String(), "")
				assert.Equal(t, terminal.Lines(plain), plain, format)
				if format == render.JSON || format == render.JSONL {
					assert.JSONEq(t, answer, plain)
				}
			}
		}
	})
}
