package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// Every hint that the library leaves to front ends is said in commands here.
func TestEveryHintIsSaidInCommands(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../hints.go", nil, 0)
	require.NoError(t, err)
	seen := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok {
			hint, err := strconv.Unquote(lit.Value)
			require.NoError(t, err)
			o := connector.ErrorObject{Hint: hint, Action: "an_action", Handle: "a-handle"}
			inCommands(&o)
			assert.Regexp(t, `actionctl |--retry`, o.Hint, "no command does %q", hint)
			seen++
		}
		return true
	})
	assert.Equal(t, 8, seen)
}
