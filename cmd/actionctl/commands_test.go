package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Each command is found by the name that it has, and made alone it is what it is among
// all.
func TestCommandsAreMadeAlone(t *testing.T) {
	all := (&app{streams: &streams{Getenv: os.Getenv}}).newRoot()
	for _, c := range (&app{}).commands() {
		a := &app{streams: &streams{Getenv: os.Getenv}, args: []string{c.name}}
		alone := a.newRoot()
		require.Len(t, alone.Commands(), 1)
		got, _, err := alone.Find([]string{c.name})
		require.NoError(t, err)
		want, _, err := all.Find([]string{c.name})
		require.NoError(t, err)
		assert.Equal(t, c.name, got.Name())
		assert.Equal(t, want.UsageString(), got.UsageString())
	}
}
