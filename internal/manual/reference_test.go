package manual_test

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/manual"
)

var update = flag.Bool("update", false, "write docs/reference again")

const folder = "../../docs/reference"

func reference(t *testing.T) map[string]string {
	t.Helper()
	c, err := connector.Open(connector.Config{})
	require.NoError(t, err)
	pages, err := manual.Reference(c)
	require.NoError(t, err)
	return pages
}

// The reference in docs is what the descriptors say.
func TestReferenceIsCurrent(t *testing.T) {
	pages := reference(t)
	if *update {
		require.NoError(t, os.RemoveAll(folder))
		require.NoError(t, os.MkdirAll(folder, 0o755))
		for name, text := range pages {
			require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644))
		}
	}
	files, err := fs.Glob(os.DirFS(folder), "*")
	require.NoError(t, err)
	assert.Equal(t, slices.Sorted(maps.Keys(pages)), files, "docs/reference is stale; run: make generate")
	for name, want := range pages {
		got, err := os.ReadFile(filepath.Join(folder, name))
		if assert.NoError(t, err) && string(got) != want {
			t.Errorf("docs/reference/%s is stale; run: make generate", name)
		}
	}
}

var (
	heading = regexp.MustCompile(`(?m)^## (\S+)$`)
	link    = regexp.MustCompile(`\]\(([^)]*)\)`)
	bar     = regexp.MustCompile(`(^|[^\\])\|`)
)

// Every action has one section, under a heading that is its name.
func TestReferenceHasEveryAction(t *testing.T) {
	var found []string
	for name, text := range reference(t) {
		if name != manual.ReferenceIndex {
			for _, m := range heading.FindAllStringSubmatch(text, -1) {
				found = append(found, m[1])
			}
		}
	}
	slices.Sort(found)
	assert.Equal(t, connector.Builtin().Names(), found)
}

// What leads from page to page leads somewhere, or to a document beside the reference.
func TestReferenceLinks(t *testing.T) {
	pages := reference(t)
	for name, text := range pages {
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			file, anchor, _ := strings.Cut(m[1], "#")
			if strings.HasPrefix(file, "../") {
				assert.FileExists(t, filepath.Join(folder, file), name)
				continue
			}
			if file == "" {
				file = name
			}
			if assert.Contains(t, pages, file, "%s: %s", name, m[1]) && anchor != "" {
				assert.True(t, strings.Contains(pages[file], "\n## "+anchor+"\n"), "%s: %s", name, m[1])
			}
		}
	}
}

// Rows of a table have the cells of its head, whatever is written in them.
func TestReferenceTables(t *testing.T) {
	for name, text := range reference(t) {
		cells := 0
		for line := range strings.Lines(text) {
			if !strings.HasPrefix(line, "|") {
				cells = 0
				continue
			}
			n := len(bar.FindAllString(strings.TrimSpace(line), -1))
			if cells == 0 {
				cells = n
			}
			assert.Equal(t, cells, n, "%s: %s", name, line)
		}
	}
}

// The example of every section is the command of describe, which the tests of actionctl
// run in the sandbox.
func TestReferenceExamples(t *testing.T) {
	c, err := connector.Open(connector.Config{})
	require.NoError(t, err)
	block := regexp.MustCompile("(?s)```sh\n(.*?)\n```")
	folds := regexp.MustCompile(` \\\n +`)
	seen := 0
	for name, text := range reference(t) {
		if name == manual.ReferenceIndex {
			continue
		}
		for _, section := range strings.Split(text, "\n## ")[1:] {
			action, _, _ := strings.Cut(section, "\n")
			d, err := c.Describe(action)
			require.NoError(t, err)
			m := block.FindStringSubmatch(section)
			require.NotNil(t, m, action)
			want := strings.Join(manual.Command(c.Types(), d), " ")
			assert.Equal(t, want, folds.ReplaceAllString(m[1], " "))
			seen++
		}
	}
	assert.Equal(t, len(c.Registry().Names()), seen)
}
