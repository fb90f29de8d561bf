package main

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/audit"
)

// --follow shows what is written while it runs, at once, and ends well.
func TestAuditFollows(t *testing.T) {
	for format, begins := range map[string]string{"jsonl": `{"time":"2026-`, "table": "TIME "} {
		t.Run(format, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "audit.jsonl")
			synctest.Test(t, func(t *testing.T) {
				ctx, interrupt := context.WithCancel(t.Context())
				var out, errs strings.Builder
				code := -1
				go func() {
					code = run(ctx, &streams{In: strings.NewReader(""), Out: &out, Err: &errs, Getenv: func(string) string { return "" }},
						[]string{"audit", path, "--follow", "--failed", "-o", format})
				}()
				synctest.Wait()
				assert.Empty(t, out.String(), "there is no file yet")
				f, err := audit.Open(path, audit.Options{MaxBytes: 1})
				require.NoError(t, err)
				for n, action := range []string{"one", "two", "three"} {
					r := audit.Record{Time: time.Date(2026, 1, 31, 9, n, 0, 0, time.UTC), Call: action, Phase: audit.End, Action: action, Error: "NO"}
					require.NoError(t, f.Write(ctx, r, false))
					r.Action, r.Error = "fine", ""
					require.NoError(t, f.Write(ctx, r, false))
					time.Sleep(2 * lookAgain)
					synctest.Wait()
					assert.Contains(t, out.String(), action)
					assert.NotContains(t, out.String(), "fine")
				}
				require.NoError(t, f.Close())
				interrupt()
				synctest.Wait()
				assert.Equal(t, exitOK, code, errs.String())
				assert.Empty(t, errs.String())
				assert.True(t, strings.HasPrefix(out.String(), begins), out.String())
			})
		})
	}
}

func TestSince(t *testing.T) {
	now := time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"90m": "2026-01-31T10:30:00Z", "0s": "2026-01-31T12:00:00Z", "7d": "2026-01-24T12:00:00Z",
		"2026-01-30": "2026-01-30T00:00:00Z", "2026-01-31T09:00:00+02:00": "2026-01-31T07:00:00Z",
	} {
		got, err := since(text, now)
		require.NoError(t, err, text)
		assert.Equal(t, want, got.UTC().Format(time.RFC3339), text)
	}
	for _, text := range []string{"-1h", "x", "-1d", "1.5d", "99999999d", "2026-13-01"} {
		_, err := since(text, now)
		assert.ErrorIs(t, err, errMoment, text)
	}
}
