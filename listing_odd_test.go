package connector_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

func TestUnexpectedPages(t *testing.T) {
	for answer, want := range map[string]string{
		`{"clusters": "many"}`: "get_api_2_1_clusters_list: 200 OK: the answer is not the page that was expected: clusters is text where the list of items was expected",
		`[]`:                   "get_api_2_1_clusters_list: 200 OK: the answer is not the page that was expected: $ is a list where an object with clusters was expected",
		`{"clusters": [], "next_page_token": {"a":1}}`: "get_api_2_1_clusters_list: 200 OK: the answer is not the page that was expected: next_page_token is an object where a page token was expected",
		`{"clusters": [{}], "next_page_token": 5}`:     "the next page cannot be asked for with what the service gave: get_api_2_1_clusters_list: 1 invalid parameter",
	} {
		c := openOn(t, always(answer))
		call := connector.Call{Connection: "fake", Action: listClusters}
		var last error
		for _, err := range c.Items(t.Context(), call) {
			last = err
		}
		require.ErrorIs(t, last, connector.ErrUnexpectedAnswer, answer)
		assert.Contains(t, last.Error(), want)
		assert.NotErrorIs(t, last, connector.ErrInvalid, "it is not the caller's mistake")
		assert.Equal(t, connector.CategoryServer, connector.NewErrorObject(last, call).Category)
	}
}

// always answers everything with the same text.
func always(text string) http.RoundTripper {
	return transportFunc(func(r *http.Request) (*http.Response, error) {
		return &http.Response{
			StatusCode: 200, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
			Header: http.Header{"Content-Type": {"application/json"}}, Body: body(text), ContentLength: int64(len(text)),
		}, nil
	})
}

func TestAListThatNeverEnds(t *testing.T) {
	for _, c := range []struct {
		action, answer, code string
		kind                 error
	}{
		{listClusters, `{"clusters": [{"cluster_id": "a"}], "next_page_token": "t"}`, "REPEATED_PAGE_TOKEN", connector.ErrRepeatedToken},
		{"get_api_2_0_preview_scim_v2_users", `{"Resources": [{"id": "1"}]}`, "REPEATED_PAGE", connector.ErrRepeatedPage},
	} {
		conn := openOn(t, always(c.answer))
		call := connector.Call{Connection: "fake", Action: c.action}
		var last error
		n := 0
		for _, err := range conn.Items(t.Context(), call) {
			last = err
			require.Less(t, n, 10)
			n++
		}
		require.ErrorIs(t, last, c.kind)
		o := connector.NewErrorObject(last, call)
		assert.Equal(t, c.code, o.Code)
		assert.Equal(t, connector.CategoryServer, o.Category)
		assert.NotEmpty(t, o.Hint)
	}
}

func TestAnErrorInTheMiddle(t *testing.T) {
	for _, broken := range []int{1, 3} {
		c, call, s := clusters(t, 10)
		s.Break = broken
		list := c.List(call)
		var got []any
		var last error
		for item, err := range list.Items(t.Context()) {
			require.NoError(t, last, "an error is the last pair")
			if last = err; err == nil {
				got = append(got, item)
			}
		}
		assert.Len(t, got, 3*(broken-1))
		var api *connector.APIError
		require.ErrorAs(t, last, &api)
		assert.Equal(t, 500, api.Status)
		var page *connector.PageError
		require.Equal(t, broken > 1, errors.As(last, &page), "the first page is the call itself")
		o := connector.NewErrorObject(last, call)
		if broken > 1 {
			assert.True(t, strings.HasPrefix(last.Error(), "page 3: get_api_2_1_clusters_list: 500 INTERNAL_ERROR: broken"), last)
			assert.Equal(t, 3, o.Page)
			assert.Equal(t, list.ResumeToken(), o.ResumeToken)
			assert.Equal(t, "INTERNAL_ERROR", o.Code)
			again := call
			again.List.StartingToken = page.ResumeToken
			elsewhere := gather(t, openOn(t, serve(t, listClusters, 10)).Items(t.Context(), again), -1)
			assert.Equal(t, s.Items, append(got, elsewhere...))
		}
		got = append(got, gather(t, list.Items(t.Context()), -1)...)
		assert.Equal(t, s.Items, got, "the same listing asks for the page again")
	}
}
