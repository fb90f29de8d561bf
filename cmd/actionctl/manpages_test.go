package main

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var manDir = flag.String("man", "", "write the man pages into this `folder`, for packages")

// Man pages are made here and not by actionctl itself: what turns Markdown into roff
// has no place in the program.
func TestManPages(t *testing.T) {
	dir := *manDir
	if dir == "" {
		dir = t.TempDir()
	}
	root := (&app{streams: &streams{Getenv: os.Getenv}}).newRoot()
	root.DisableAutoGenTag = true
	date := buildDate(t)
	header := &doc.GenManHeader{Section: "1", Source: "actionctl", Manual: "actionctl", Date: &date}
	require.NoError(t, doc.GenManTree(root, header, dir))
	each(root, func(cmd *cobra.Command) {
		text, err := os.ReadFile(filepath.Join(dir, strings.ReplaceAll(cmd.CommandPath(), " ", "-")+".1"))
		if assert.NoError(t, err) {
			assert.Contains(t, string(text), cmd.Short)
		}
	})
}

// buildDate is the date in the pages: that of the sources, so that everybody makes
// the same pages of them.
func buildDate(t *testing.T) time.Time {
	seconds := int64(0)
	if epoch := os.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		var err error
		seconds, err = strconv.ParseInt(epoch, 10, 64)
		require.NoError(t, err)
	}
	return time.Unix(seconds, 0).UTC()
}

// each calls f with every command that people see.
func each(cmd *cobra.Command, f func(*cobra.Command)) {
	if !cmd.IsAvailableCommand() && cmd.HasParent() {
		return
	}
	f(cmd)
	for _, sub := range cmd.Commands() {
		each(sub, f)
	}
}
