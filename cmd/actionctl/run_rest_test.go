package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// statementServer runs one statement of two chunks, the second of which is broken until
// it is mended.
func statementServer(t *testing.T) (host string, asked *[]string, mend func()) {
	t.Helper()
	broken, asked := true, &[]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*asked = append(*asked, r.Method+" "+r.URL.Path)
		w.Header().Set("Content-Type", "application/json")
		switch {
		case strings.HasSuffix(r.URL.Path, "/chunks/1") && broken:
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, `{"error_code": "BAD_REQUEST", "message": "no chunk"}`)
		case strings.HasSuffix(r.URL.Path, "/chunks/1"):
			_, _ = io.WriteString(w, `{"chunk_index": 1, "data_array": [["c"]]}`)
		default:
			_, _ = io.WriteString(w, `{"statement_id": "s t", "status": {"state": "SUCCEEDED"},
				"result": {"chunk_index": 0, "data_array": [["a"], ["b"]], "next_chunk_index": 1}}`)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, asked, func() { broken = false }
}

// An error behind the first rows of a statement says how to get the others, which does
// not run the statement again.
func TestGoingOnWithWhatWorkLeft(t *testing.T) {
	host, asked, mend := statementServer(t)
	const run = "post_api_2_0_sql_statements"
	args := []string{"data.statement=select 1", "data.warehouse_id=w", "--wait", "--all"}
	code, out, errs := runOnce(t, host, run, append(args, "-o", "json")...)
	assert.Equal(t, exitClient, code, errs)
	assert.JSONEq(t, `[["a"], ["b"]]`, out, "what came is valid")
	var o connector.ErrorObject
	require.NoError(t, json.Unmarshal([]byte(errs), &o), errs)
	require.NotEmpty(t, o.ResumeToken)
	command := "actionctl run -c once get_api_2_0_sql_statements_by_statement_id statement_id='s t' --starting-token " + o.ResumeToken
	assert.Contains(t, o.Next, command)

	code, _, errs = runOnce(t, host, run, append(args, "-o", "jsonl")...)
	assert.Equal(t, exitClient, code)
	assert.Contains(t, errs, "\n  next: "+command+"\n")
	assert.NotContains(t, errs, "go on with", "with the same command the statement would run again")

	mend()
	*asked = nil
	code, out, errs = runOnce(t, host, "get_api_2_0_sql_statements_by_statement_id", "statement_id=s t", "--starting-token", o.ResumeToken, "-o", "jsonl")
	assert.Equal(t, exitOK, code, errs)
	assert.Equal(t, "[\"c\"]\n", out)
	assert.Equal(t, []string{"GET /api/2.0/sql/statements/s t/result/chunks/1"}, *asked)
}
