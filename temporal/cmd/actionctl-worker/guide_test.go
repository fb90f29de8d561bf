package main

import (
	"os"
	"testing"

	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The guide has all flags.
func TestGuideHasAllFlags(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	newCommand(&streams{}).Flags().VisitAll(func(f *pflag.Flag) {
		assert.Regexp(t, "(?m)^\\|.*`--"+f.Name+"( [A-Z]+)?`.*\\|$", string(text))
	})
}
