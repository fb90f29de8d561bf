package gateway

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		`30`: 30 * time.Second, `0.5`: 500 * time.Millisecond, `"90s"`: 90 * time.Second, `"1h5m"`: 65 * time.Minute,
		`"7"`: 7 * time.Second, `null`: 0, `0`: 0, `1e300`: longestAsked, `"0.25"`: 250 * time.Millisecond,
		`"99999h99999h99999h99999h"`: 4 * 99999 * time.Hour, `"999999999"`: 999999999 * time.Second,
	} {
		var d duration
		require.NoError(t, json.Unmarshal([]byte(text), &d), text)
		assert.Equal(t, want, time.Duration(d), text)
	}
	for _, text := range []string{
		`-1`, `"-1s"`, `"+1s"`, `"soon"`, `""`, `true`, `[]`, `{}`, `"NaN"`, `"Inf"`, `"0x10"`, `"1e5"`, `"5 m"`, `"100000h"`, `"1d"`, `1e999`,
	} {
		var d duration
		assert.ErrorIs(t, json.Unmarshal([]byte(text), &d), errDuration, text)
	}
}

// The document says exactly what is understood.
func TestDurationIsAsDocumented(t *testing.T) {
	text, err := os.ReadFile("components/Duration.json")
	require.NoError(t, err)
	var doc struct {
		OneOf []struct{ Pattern string }
	}
	require.NoError(t, json.Unmarshal(text, &doc))
	require.Len(t, doc.OneOf, 4)
	assert.Equal(t, withUnits().String(), doc.OneOf[1].Pattern)
	assert.Equal(t, inSeconds().String(), doc.OneOf[2].Pattern)
}
