package temporal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	module = "github.com/actionctl/connector/temporal/"
	sdk    = "go.temporal.io/"
)

// arrows says which packages of this module and of Temporal a package imports. Workflows
// import contract and durable alone, which know nothing of workers.
var arrows = map[string][]string{
	"contract":             {},
	"durable":              {"contract", "sdk/temporal", "sdk/workflow"},
	"objects":              {"contract"},
	"activities":           {"contract", "objects", "api/serviceerror", "sdk/activity", "sdk/client", "sdk/temporal", "sdk/worker"},
	"internal/account":     {"sdk/activity", "sdk/interceptor", "sdk/temporal"},
	"internal/errorcodec":  {"api/failure/v1", "sdk/converter", "sdk/temporal"},
	"internal/fleet":       {},
	"internal/health":      {},
	"internal/sdkmetrics":  {"sdk/client"},
	"cmd/actionctl-worker": {"activities", "contract", "objects", "internal/account", "internal/errorcodec", "internal/fleet", "internal/health", "internal/sdkmetrics", "sdk/client", "sdk/contrib/envconfig", "sdk/interceptor", "sdk/log", "sdk/worker"},
}

func TestArrows(t *testing.T) {
	used := map[string]bool{}
	each(t, func(file string, parsed *ast.File) {
		pkg := path.Dir(file)
		allowed, ok := arrows[pkg]
		if !assert.True(t, ok, "%s: package %s is not in the table of arrows", file, pkg) {
			return
		}
		for _, i := range parsed.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			require.NoError(t, err)
			target, ours := strings.CutPrefix(name, module)
			if !ours {
				if target, ours = strings.CutPrefix(name, sdk); !ours {
					continue
				}
			}
			assert.Contains(t, allowed, target, "%s may not import %s", file, name)
			used[pkg+" "+target] = true
		}
	})
	for pkg, targets := range arrows {
		for _, target := range targets {
			assert.True(t, used[pkg+" "+target], "%s does not import %s any more; take it out of the table", pkg, target)
		}
	}
}

// Nothing happens at start-up.
func TestNoInit(t *testing.T) {
	each(t, func(file string, parsed *ast.File) {
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s has an init function; do the work on first use", file)
			}
		}
	})
}

// each gives every file of the module that is not a test. The server and the tests on it
// are no part of what users build.
func each(t *testing.T, do func(file string, parsed *ast.File)) {
	t.Helper()
	n := 0
	require.NoError(t, filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (file == "e2e" || file == "testserver") {
			return fs.SkipDir
		}
		if filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		n++
		do(filepath.ToSlash(file), parsed)
		return nil
	}))
	require.NotZero(t, n)
}
