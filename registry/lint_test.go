package registry

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const wantFile = "problems"

// TestLintGoldens lints the files of each archive in testdata/lint, which is named
// after the rule it shows, and compares with its last file.
func TestLintGoldens(t *testing.T) {
	for _, file := range goldens(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			require.NoError(t, err)
			fsys, want := unpack(ar)
			got := lintFiles(t, fsys)
			if *update {
				ar.Files = slices.DeleteFunc(ar.Files, func(f txtar.File) bool { return f.Name == wantFile })
				ar.Files = append(ar.Files, txtar.File{Name: wantFile, Data: []byte(got)})
				require.NoError(t, os.WriteFile(file, txtar.Format(ar), 0o600))
				return
			}
			assert.Equal(t, want, got, "to accept: go test ./registry -run LintGoldens -update")
		})
	}
}

func goldens(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/lint/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}

func unpack(ar *txtar.Archive) (fstest.MapFS, string) {
	fsys, want := fstest.MapFS{}, ""
	for _, f := range ar.Files {
		if f.Name == wantFile {
			want = string(f.Data)
		} else {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return fsys, want
}

// lintFiles lints as actionctl does; an archive with a folder called actions holds
// shared types beside it.
func lintFiles(t *testing.T, fsys fs.FS) string {
	t.Helper()
	var problems Problems
	var err error
	if _, missing := fs.Stat(fsys, "actions"); missing == nil {
		sub, subErr := fs.Sub(fsys, "actions")
		require.NoError(t, subErr)
		actions, openErr := Open(sub)
		require.NoError(t, openErr)
		problems, err = LintTypes(fsys, actions)
	} else {
		problems, err = Lint(fsys, Registry{})
	}
	require.NoError(t, err)
	if len(problems) == 0 {
		return ""
	}
	return problems.Error() + "\n"
}

// TestEveryRuleHasAGolden finds the rules in the code.
func TestEveryRuleHasAGolden(t *testing.T) {
	shown := map[string]bool{}
	for _, file := range goldens(t) {
		ar, err := txtar.ParseFile(file)
		require.NoError(t, err)
		rule := strings.TrimSuffix(filepath.Base(file), ".txtar")
		_, want := unpack(ar)
		shown[rule] = strings.Contains(want, "("+rule+")\n")
	}
	rules := rulesInCode(t)
	require.Greater(t, len(rules), 25)
	for rule, where := range rules {
		assert.True(t, shown[rule], "rule %q of %s is not shown by testdata/lint/%s.txtar", rule, where, rule)
		delete(shown, rule)
	}
	assert.Equal(t, map[string]bool{"clean": false}, shown, "goldens of rules that do not exist")
}

// rulesInCode collects the names that calls give to the rule of a Problem: those
// of fault, of the checks that pass their key on as the rule, and of Problem
// literals.
func rulesInCode(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	rules := map[string]string{}
	positions := map[string]int{"fault": 1, "param": 0, "answer": 0, "states": 0}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		tree, err := parser.ParseFile(fset, file, nil, 0)
		require.NoError(t, err)
		add := func(e ast.Expr) {
			if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				name, err := strconv.Unquote(lit.Value)
				require.NoError(t, err)
				rules[name] = fset.Position(lit.Pos()).String()
			}
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
					if i, ok := positions[sel.Sel.Name]; ok && i < len(n.Args) {
						add(n.Args[i])
					}
				}
			case *ast.CompositeLit:
				if id, ok := n.Type.(*ast.Ident); ok && id.Name == "Problem" && len(n.Elts) == 4 {
					add(n.Elts[2])
				}
			case *ast.ValueSpec:
				if n.Names[0].Name == "key" && len(n.Values) == 1 {
					add(n.Values[0])
				}
			}
			return true
		})
	}
	return rules
}

func TestLintBuiltin(t *testing.T) {
	problems, err := Lint(builtinFiles(), Registry{}, builtinTypes())
	require.NoError(t, err)
	assert.Empty(t, problems)
	problems, err = LintTypes(builtinTypes(), builtin(t))
	require.NoError(t, err)
	assert.Empty(t, problems)
}

// TestLintKnown finds actions and types outside the linted folder.
func TestLintKnown(t *testing.T) {
	known, err := Open(fstest.MapFS{"t/get_thing.yaml": file("name: get_thing\nsummary: Get a thing.\nhttp: GET /x\nresponse: {$ref: /types/t/Thing}\n")})
	require.NoError(t, err)
	types := fstest.MapFS{"t.yaml": file("Thing: {type: object, properties: {state: {type: string}}, additionalProperties: false}\n")}
	own := fstest.MapFS{"u/start_thing.yaml": file("name: start_thing\nsummary: Start a thing.\nhttp: POST /x\nresponse: {$ref: /types/t/Thing}\n" +
		"wait: {poll: get_thing, state: state, success: [DONE], timeout: 1m}\n")}
	problems, err := Lint(own, known, types)
	require.NoError(t, err)
	assert.Empty(t, problems)

	problems, err = Lint(own, Registry{}, types)
	require.NoError(t, err)
	assert.EqualError(t, problems, "u/start_thing.yaml:5: wait names the action get_thing, which does not exist (unknown-action)")
}

// TestLintTypeTaken: types add to a service, they do not replace those it has.
func TestLintTypeTaken(t *testing.T) {
	types := fstest.MapFS{"t.yaml": file("Thing: {type: string}\n")}
	own := fstest.MapFS{"types/t.yaml": file("More: {type: string}\nThing: {type: integer}\n")}
	problems, err := Lint(own, Registry{}, types)
	require.NoError(t, err)
	assert.EqualError(t, problems, "types/t.yaml:2: type /types/t/Thing is there already; give this one another name (name)")
}

func TestLintReadErrors(t *testing.T) {
	_, err := Lint(brokenFS{fstest.MapFS{"t/a.yaml": file("")}}, Registry{})
	assert.ErrorIs(t, err, fs.ErrPermission)
	_, err = LintTypes(brokenFS{fstest.MapFS{"t.yaml": file("")}}, Registry{})
	assert.ErrorIs(t, err, fs.ErrPermission)
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// brokenFS lists files and cannot open them.
type brokenFS struct{ fstest.MapFS }

func (f brokenFS) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".yaml") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.Open(name)
}

func (f brokenFS) ReadFile(name string) ([]byte, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}
