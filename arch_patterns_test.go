package connector_test

import (
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Patterns are compiled when they are used, not at the start of every program that links
// them; here all of them are.
func TestPatternsCompileAndAreLazy(t *testing.T) {
	found := 0
	for _, s := range sources(t) {
		for _, d := range s.ast.Decls {
			vars, ok := d.(*ast.GenDecl)
			if !ok || vars.Tok != token.VAR {
				continue
			}
			ast.Inspect(vars, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				switch {
				case calls(call, "regexp", "MustCompile"):
					t.Errorf("%s compiles a pattern at start; use lazyregexp.New", s.file)
				case calls(call, "lazyregexp", "New"):
					found++
					_, err := regexp.Compile(written(t, call.Args[0]))
					assert.NoError(t, err, s.file)
				}
				return true
			})
		}
	}
	assert.Greater(t, found, 10)
}

func calls(call *ast.CallExpr, pkg, name string) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == pkg && sel.Sel.Name == name
}

// written is a string that is written as one or several literals.
func written(t *testing.T, e ast.Expr) string {
	t.Helper()
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		assert.NoError(t, err)
		return s
	case *ast.BinaryExpr:
		return written(t, e.X) + written(t, e.Y)
	}
	t.Errorf("a pattern is not written out: %T", e)
	return ""
}
