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

// What completes flags is made for shells that ask, and for nobody who reads the help.
func TestCompletionIsMadeForShells(t *testing.T) {
	for first, want := range map[string]bool{
		"--help": false, "help": false, "nonsense": false, "run": false, "completion": false, "__complete": true, "__completeNoDesc": true,
	} {
		a := &app{streams: &streams{Getenv: os.Getenv}, args: []string{first, ""}}
		_, made := a.newRoot().GetFlagCompletionFunc("color")
		assert.Equal(t, want, made, first)
	}
}
