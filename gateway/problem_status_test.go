package gateway

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// categories are all that the root package has, as it is written.
func categories(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../errorcategory.go", nil, 0)
	require.NoError(t, err)
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if ok && strings.HasPrefix(spec.Names[0].Name, "Category") {
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			found = append(found, value)
		}
		return true
	})
	require.Greater(t, len(found), 10)
	return found
}

func TestEveryCategoryHasAStatus(t *testing.T) {
	all := categories(t)
	for _, c := range all {
		status := statusOfCategory[c]
		assert.GreaterOrEqual(t, status, 400, "category %s has no status; give it one", c)
		assert.NotEqual(t, http.StatusUnauthorized, status, "%s: only the gateway's own tokens are a 401", c)
	}
	assert.Len(t, statusOfCategory, len(all))
}

func TestStatusOf(t *testing.T) {
	for _, c := range []struct {
		category, code string
		service        int
		err            error
		want           int
	}{
		{connector.CategoryUsage, "UNKNOWN_ACTION", 0, nil, 404},
		{connector.CategoryUsage, "UNKNOWN_CONNECTION", 0, nil, 404},
		{connector.CategoryUsage, "UNUSABLE_HANDLE", 0, nil, 400},
		{connector.CategoryValidation, "INVALID_PARAMETERS", 0, nil, 422},
		{connector.CategoryPolicy, "POLICY_REFUSED", 0, nil, 403},
		{connector.CategoryAuth, "PERMISSION_DENIED", 403, nil, 403},
		{connector.CategoryAuth, "UNAUTHENTICATED", 401, nil, 502},
		{connector.CategoryAuth, "SIGN_IN_FAILED", 0, nil, 502},
		{connector.CategoryNotFound, "UNKNOWN_ACTION", 404, nil, 404},
		{connector.CategoryConflict, "RESOURCE_CONFLICT", 409, nil, 409},
		{connector.CategoryConflict, "AUDIT_FAILED", 409, nil, 409}, // a code of the service that looks like ours
		{connector.CategoryRateLimit, "REQUEST_LIMIT_EXCEEDED", 429, nil, 429},
		{connector.CategoryClient, "BAD_REQUEST", 400, nil, 400},
		{connector.CategoryClient, "", 412, nil, 412},
		{connector.CategoryClient, "", 413, nil, 413},
		{connector.CategoryClient, "", 418, nil, 400},
		{connector.CategoryFailed, "FAILED", 0, nil, 424},
		{connector.CategoryFailed, "FAILED", 403, nil, 424}, // of earlier work
		{connector.CategoryServer, "INTERNAL_ERROR", 500, nil, 502},
		{connector.CategoryServer, "", 503, connector.ErrUnavailable, 503},
		{connector.CategoryNetwork, "NO_ANSWER", 0, nil, 502},
		{connector.CategoryTimeout, "TIMEOUT", 0, nil, 504},
		{connector.CategoryUnknown, "UNKNOWN_OUTCOME", 0, nil, 502},
		{connector.CategoryLocal, "ERROR", 0, nil, 500},
		{connector.CategoryLocal, "ERROR", 0, connector.ErrMoved, 409},
		{connector.CategoryLocal, "AUDIT_FAILED", 0, nil, 503},
		{connector.CategoryLocal, "DRAINING", 0, nil, 503},
		{connector.CategoryLocal, "CANCELLED", 0, nil, 499},
		{"one of tomorrow", "", 0, nil, 500},
	} {
		t.Run(fmt.Sprintf("%s %s %d", c.category, c.code, c.service), func(t *testing.T) {
			err := errors.Join(errors.New("it went wrong"), c.err)
			assert.Equal(t, c.want, statusOf(err, connector.ErrorObject{Category: c.category, Code: c.code, Status: c.service}))
		})
	}
}
