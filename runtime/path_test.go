package runtime

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	onePath  = "http: GET /api/2.0/things/{v}/parts\npath: {v: {type: string}}\n"
	manyPath = "http: GET /api/2.0/fs/files{v}\npath: {v: {type: string, x-encode: segments}}\n"
)

func TestPathFaultsNameTheParameterAlone(t *testing.T) {
	for _, value := range []any{nil, "", ".", "..", "s3cret\x00", "s3cret\x7f", "s3cret\xff", []any{"s3cret"}, map[string]any{"a": "s3cret"}} {
		_, err := NewPlan(newAction(t, onePath), Target{}, map[string]any{"v": value}, nil)
		var faults Faults
		require.ErrorAs(t, err, &faults, "%v", value)
		require.Len(t, faults, 1)
		assert.Equal(t, "v", faults[0].Param)
		assert.NotContains(t, err.Error(), "s3cret")
	}
}

// FuzzPath: a value stays the segment it is, and comes back as it was given.
func FuzzPath(f *testing.F) {
	for _, v := range []string{"a", "/a/b", "a/b", "..", "/..", "/./a", "//", "%2F", "%2e%2e", "..%2f", "a?b#c", "a;b", "ü/日", "\x00", "a\nb", "\xff", "", "/", "/a/", "{v}", "a b+c", "?", "..\\..", ":", "//host/x"} {
		f.Add(v)
	}
	one, many := newAction(f, onePath), newAction(f, manyPath)
	f.Fuzz(func(t *testing.T, value string) {
		params := map[string]any{"v": value}
		if p, err := NewPlan(one, Target{Host: "http://h"}, params, nil); err == nil {
			segments := pathOf(t, p)
			require.Len(t, segments, 6)
			assert.Equal(t, []string{"", "api", "2.0", "things", value, "parts"}, segments)
		} else {
			assert.True(t, isRefused(value), "%q was refused: %s", value, err)
		}
		if p, err := NewPlan(many, Target{Host: "http://h"}, params, nil); err == nil {
			segments := pathOf(t, p)
			assert.Equal(t, []string{"", "api", "2.0", "fs", "files"}, segments[:5])
			assert.Equal(t, value, "/"+strings.Join(segments[5:], "/"))
		} else {
			rest, absolute := strings.CutPrefix(value, "/")
			refused := !absolute
			for s := range strings.SplitSeq(rest, "/") {
				refused = refused || isRefused(s)
			}
			assert.True(t, refused, "%q was refused: %s", value, err)
		}
	})
}

// isRefused says which segments no path may have.
func isRefused(s string) bool {
	control := strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f })
	return s == "" || s == "." || s == ".." || control || strings.ToValidUTF8(s, "") != s
}

// pathOf splits the path of the plan's URL and takes the escapes off the segments.
func pathOf(t *testing.T, p *Plan) []string {
	t.Helper()
	u, err := url.Parse(p.URL())
	require.NoError(t, err)
	assert.Equal(t, p.Path, u.EscapedPath(), "net/url writes the path otherwise")
	assert.Equal(t, "h", u.Host)
	assert.Empty(t, u.RawQuery+u.Fragment)
	assert.Equal(t, p.Path, u.JoinPath().EscapedPath(), "the path changes when it is cleaned")
	segments := strings.Split(u.EscapedPath(), "/")
	for i, s := range segments {
		segments[i], err = url.PathUnescape(s)
		require.NoError(t, err)
	}
	return segments
}
