package runtime

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestResultData(t *testing.T) {
	for _, c := range []struct {
		content, raw string
		want         any
	}{
		{"application/json", `{"id": 9007199254740993}`, map[string]any{"id": json.Number("9007199254740993")}},
		{"application/scim+json; charset=utf-8", `[]`, []any{}},
		{"", `true`, true},
		{"Application/JSON", " \n", nil},
		{"text/plain", "a < b\n", "a < b\n"},
	} {
		r := &Result{Header: http.Header{"Content-Type": {c.content}}, Raw: []byte(c.raw)}
		got, err := r.Data()
		require.NoError(t, err)
		assert.Equal(t, c.want, got)
		assert.NoError(t, r.Close())
	}
}

func TestResultDecode(t *testing.T) {
	r := &Result{Raw: []byte(`{"id": 9007199254740993}`)}
	var into struct {
		ID int64 `json:"id"`
	}
	require.NoError(t, r.Decode(&into))
	assert.EqualValues(t, 9007199254740993, into.ID)
	for _, raw := range []string{"", "{", "{} x", "{}{}"} {
		assert.Error(t, (&Result{Raw: []byte(raw)}).Decode(&into), raw)
	}
}

func TestResultStream(t *testing.T) {
	broken := errors.New("broken")
	s := &closing{Reader: strings.NewReader("bytes"), err: broken}
	r := &Result{Stream: s}
	assert.Error(t, r.Decode(new(any)))
	data, err := r.Data()
	assert.Equal(t, []byte("bytes"), data)
	assert.ErrorIs(t, err, broken)
	assert.True(t, s.closed)
}

type closing struct {
	io.Reader
	err    error
	closed bool
}

func (c *closing) Close() error {
	c.closed = true
	return c.err
}
