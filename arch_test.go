package connector_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/actionctl/connector"

// arrows says which packages of this module each package may import. "." is the
// root package.
var arrows = map[string][]string{
	"cmd/actionctl":       {".", "actions", "audit", "batch", "connection", "gateway", "gateway/mcp", "gateway/token", "internal/manual", "internal/shell", "internal/completion", "internal/dotted", "internal/input", "internal/missing", "internal/reloading", "internal/render", "internal/skeleton", "internal/spelling", "internal/terminal", "registry", "sandbox", "schema", "internal/lazyregexp"},
	"sandbox":             {"connection", "internal/dotted", "registry", "sandbox/world", "schema", "internal/lazyregexp"},
	"sandbox/world":       {"internal/dotted", "registry", "schema", "internal/lazyregexp"},
	"batch":               {".", "internal/diskfile", "internal/grouplog", "internal/spelling"},
	"gateway":             {".", "audit", "batch", "connection", "gateway/token", "internal/manual", "internal/metrics", "internal/printable", "internal/spelling", "registry", "runtime", "schema", "internal/lazyregexp"},
	"gateway/mcp":         {".", "audit", "connection", "internal/brief", "internal/manual", "internal/printable", "internal/spelling", "registry", "schema"},
	"gateway/token":       {"connection", "internal/diskfile", "internal/spelling", "internal/lazyregexp"},
	"audit":               {"internal/diskfile", "internal/grouplog", "internal/printable"},
	"internal/brief":      {"schema", "internal/lazyregexp"},
	"internal/lazyregexp": {},
	"internal/metrics":    {},
	"internal/diskfile":   {},
	"internal/grouplog":   {},
	".":                   {"actions", "audit", "connection", "internal/dotted", "internal/hiding", "internal/printable", "internal/wallclock", "paging", "registry", "runtime", "schema", "waiting", "internal/lazyregexp"},
	"paging":              {"internal/dotted", "registry"},
	"waiting":             {"internal/dotted", "registry"},
	"runtime":             {"connection", "internal/dotted", "internal/printable", "internal/wallclock", "registry", "internal/lazyregexp"},
	"registry":            {"internal/spelling", "internal/lazyregexp"},
	"schema":              {"internal/dotted", "internal/spelling", "internal/lazyregexp"},
	"internal/input":      {"schema", "internal/lazyregexp"},
	"internal/completion": {"registry", "schema"},
	"internal/missing":    {"internal/dotted", "registry", "schema"},
	"internal/skeleton":   {"registry", "schema", "internal/lazyregexp"},
	"internal/canary":     {"schema"},
	"internal/overheard":  {},
	"internal/pagefake":   {"internal/lazyregexp", "registry"},
	"connection":          {"internal/diskfile", "internal/spelling", "internal/wallclock", "internal/lazyregexp"},
	"actions":             {},
	"internal/dotted":     {},
	"internal/hiding":     {"internal/printable", "schema"},
	"internal/printable":  {},
	"internal/manual":     {".", "actions", "internal/shell", "internal/terminal", "registry", "schema"},
	"internal/render":     {"internal/dotted", "internal/spelling", "internal/terminal", "schema", "internal/lazyregexp"},
	"internal/shell":      {"internal/terminal"},
	"internal/terminal":   {"internal/lazyregexp"},
	"internal/spelling":   {},
	"internal/wallclock":  {},
	"internal/reloading":  {"connection"},
	"packaging/lazymeta":  {},
}

// owners says where the heavy dependencies may be imported, so that a program that
// does without the package does without the dependency.
var owners = map[string][]string{
	"github.com/go-resty/resty/v2":                   {"runtime/client.go"},
	"github.com/itchyny/gojq":                        {"internal/render/query.go"},
	"github.com/mattn/go-runewidth":                  {"internal/terminal/cells.go"},
	"github.com/modelcontextprotocol/go-sdk/auth":    {"gateway/mcp/"},
	"github.com/modelcontextprotocol/go-sdk/jsonrpc": {"gateway/mcp/patient.go"},
	"github.com/modelcontextprotocol/go-sdk/mcp":     {"gateway/mcp/"},
	"github.com/santhosh-tekuri/jsonschema/v5":       {"schema/checker.go", "schema/explain.go"},
	"github.com/spf13/cobra":                         {"cmd/actionctl/"},
	"github.com/zalando/go-keyring":                  {"connection/"},
	"golang.org/x/oauth2":                            {"connection/"},
	"golang.org/x/term":                              {"internal/terminal/"},
	"golang.org/x/time/rate":                         {"runtime/limit.go"},
}

// source is one Go file that is not a test.
type source struct {
	file    string
	imports []string
	ast     *ast.File
}

func sources(t *testing.T) []source {
	t.Helper()
	var found []source
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && file != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "integration" || isModule(file)) {
			return fs.SkipDir
		}
		if filepath.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		s := source{file: filepath.ToSlash(file), ast: parsed}
		for _, i := range parsed.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			s.imports = append(s.imports, name)
		}
		found = append(found, s)
		return nil
	})
	require.NoError(t, err)
	require.NotEmpty(t, found)
	return found
}

// isModule reports whether a folder is a module of its own, with its own dependencies.
func isModule(folder string) bool {
	_, err := os.Stat(filepath.Join(folder, "go.mod"))
	return err == nil
}

func TestArrows(t *testing.T) {
	used := map[string]bool{}
	for _, s := range sources(t) {
		pkg := path.Dir(s.file)
		allowed, ok := arrows[pkg]
		if !assert.True(t, ok, "%s: package %s is not in the table of arrows", s.file, pkg) {
			continue
		}
		for _, name := range s.imports {
			if name != module && !strings.HasPrefix(name, module+"/") {
				continue
			}
			target := strings.TrimPrefix(strings.TrimPrefix(name, module), "/")
			if target == "" {
				target = "."
			}
			assert.Contains(t, allowed, target, "%s may not import %s", s.file, name)
			used[pkg+" "+target] = true
		}
	}
	for pkg, targets := range arrows {
		for _, target := range targets {
			assert.True(t, used[pkg+" "+target], "%s does not import %s any more; take it out of the table", pkg, target)
		}
	}
}

// CONTRIBUTING.md has every package, each above those that it imports.
func TestFoldersAreWritten(t *testing.T) {
	text, err := os.ReadFile("CONTRIBUTING.md")
	require.NoError(t, err)
	line := map[string]int{}
	for i, row := range strings.Split(string(text), "\n") {
		if names, _, ok := strings.Cut(strings.TrimPrefix(row, "| "), " |"); ok && strings.HasPrefix(names, "`") {
			for name := range strings.SplitSeq(names, ", ") {
				line[strings.Trim(name, "`")] = i
			}
		}
	}
	for pkg, imported := range arrows {
		assert.Contains(t, line, pkg, "CONTRIBUTING.md does not say what is in %s; give it a line under Where things are", pkg)
		for _, target := range imported {
			assert.Less(t, line[pkg], line[target], "CONTRIBUTING.md has %s below %s, which it imports", pkg, target)
		}
	}
	for pkg := range line {
		assert.Contains(t, arrows, pkg, "CONTRIBUTING.md has a line for %s, which is no package", pkg)
	}
}

func TestHeavyDependenciesHaveOneHome(t *testing.T) {
	used := map[string]bool{}
	for _, s := range sources(t) {
		for _, name := range s.imports {
			homes, heavy := owners[name]
			if !heavy {
				continue
			}
			used[name] = true
			ok := slices.ContainsFunc(homes, func(home string) bool { return strings.HasPrefix(s.file, home) })
			assert.True(t, ok, "%s imports %s, which belongs to %v", s.file, name, homes)
		}
	}
	for name := range owners {
		assert.True(t, used[name], "%s is not imported any more; take it out of the table", name)
	}
}

func TestOnlyMainExits(t *testing.T) {
	for _, s := range sources(t) {
		if s.file == "cmd/actionctl/main.go" || s.file == "packaging/lazymeta/main.go" {
			continue
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && (x.Name == "os" && sel.Sel.Name == "Exit" || x.Name == "log" && strings.HasPrefix(sel.Sel.Name, "Fatal")) {
					t.Errorf("%s calls %s.%s; return an error instead", s.file, x.Name, sel.Sel.Name)
				}
			}
			return true
		})
	}
}

// Nothing happens at start-up: no package of ours has an init function.
func TestNoInit(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.ast.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s has an init function; do the work on first use", s.file)
			}
		}
	}
}
