package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var verdictsFile = flag.String("verdicts", "", "`FILE` to write every verdict of TestVerdicts to; check.sh compares those of two builds")

var drafts = []*jsonschema.Draft{jsonschema.Draft4, jsonschema.Draft6, jsonschema.Draft7, jsonschema.Draft2019, jsonschema.Draft2020}

// suite is a file of the test-suite of JSON Schema: schemas, and what each says of values.
type suite []struct {
	Description string
	Schema      json.RawMessage
	Tests       []struct {
		Description string
		Data        any
	}
}

// TestVerdicts reads what v5 says of each schema of JSON Schema's own test-suite, each
// taken for one of every draft, and of the values. The suite comes with another module.
func TestVerdicts(t *testing.T) {
	var out strings.Builder
	refused, invalid, valid := 0, 0, 0
	for _, file := range suiteFiles(t) {
		for _, group := range read(t, file) {
			for _, draft := range drafts {
				fmt.Fprintf(&out, "%s: %s: %s\n", filepath.Base(file), group.Description, draft)
				s, err := compile(draft, group.Schema)
				if err != nil {
					refused++
					fmt.Fprintf(&out, "\trefused: %s\n", words(err))
					continue
				}
				for _, test := range group.Tests {
					err := s.Validate(test.Data)
					if err == nil {
						valid++
					} else {
						invalid++
					}
					fmt.Fprintf(&out, "\t%s: %s\n", test.Description, words(err))
				}
			}
		}
	}
	assert.Greater(t, min(refused, invalid, valid), 100, "%d schemas refused, %d values invalid, %d valid", refused, invalid, valid)
	if *verdictsFile != "" {
		require.NoError(t, os.WriteFile(*verdictsFile, []byte(out.String()), 0o600))
	}
}

func suiteFiles(t *testing.T) []string {
	t.Helper()
	own, err := find(t.Context(), repository(t))
	require.NoError(t, err)
	other, err := download(t.Context(), repository(t), "github.com/google/jsonschema-go")
	require.NoError(t, err)
	var files []string
	for _, glob := range []string{
		filepath.Join(own, "testdata", "tests", "*", "*.json"),
		filepath.Join(other.Dir, "jsonschema", "testdata", "draft*", "*.json"),
	} {
		found, err := filepath.Glob(glob)
		require.NoError(t, err)
		require.NotEmpty(t, found, glob)
		files = append(files, found...)
	}
	return files
}

func read(t *testing.T, file string) suite {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var out suite
	require.NoError(t, dec.Decode(&out), file)
	return out
}

var errNotThere = errors.New("not there")

// compile takes a schema for one of a draft, whatever draft it says it is of.
func compile(draft *jsonschema.Draft, schema json.RawMessage) (*jsonschema.Schema, error) {
	var doc any
	if err := json.Unmarshal(schema, &doc); err != nil {
		return nil, err
	}
	if fields, ok := doc.(map[string]any); ok && fields["$schema"] != nil {
		fields["$schema"] = draft.URL()
	}
	text, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.Draft, c.AssertFormat, c.AssertContent = draft, true, true
	c.LoadURL = func(string) (io.ReadCloser, error) { return nil, errNotThere }
	if err := c.AddResource("https://example.com/schema.json", bytes.NewReader(text)); err != nil {
		return nil, err
	}
	return c.Compile("https://example.com/schema.json")
}

// words are all that an error says, in an order of their own: v5 goes through maps.
func words(err error) string {
	if err == nil {
		return "valid"
	}
	lines := strings.Split(fmt.Sprintf("%#v", err), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), " | ")
}
