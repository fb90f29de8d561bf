package gateway

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sent is one event as a client reads it. The name of a comment is "".
type sent struct {
	name string
	data map[string]any
}

// readEvents reads events as the standard says, until a blank line ends each.
func readEvents(t testing.TB, r io.Reader, each func(sent) bool) {
	t.Helper()
	lines := bufio.NewScanner(r)
	var e sent
	for lines.Scan() {
		switch field, value, _ := strings.Cut(lines.Text(), ": "); {
		case lines.Text() == "":
			if !each(e) {
				return
			}
			e = sent{}
		case field == "event":
			e.name = value
		case field == "data":
			d := json.NewDecoder(strings.NewReader(value))
			d.UseNumber()
			require.NoError(t, d.Decode(&e.data))
		default:
			assert.Empty(t, field, "a line that is no part of an event: %q", lines.Text())
		}
	}
}

// ask sends a request whose answer is read piece by piece.
func (s *testGateway) ask(t testing.TB, path string, body any, header ...string) *http.Response {
	t.Helper()
	resp, err := s.Client().Do(s.request(t, "POST", path, body, header...))
	require.NoError(t, err)
	t.Cleanup(func() { _ = resp.Body.Close() })
	return resp
}

// events are all the events of a wait, but for comments.
func (s *testGateway) events(t testing.TB, body any, header ...string) []sent {
	t.Helper()
	resp := s.ask(t, "/v1/wait", body, append(header, "Accept", eventsContent)...)
	require.Equal(t, 200, resp.StatusCode)
	require.Equal(t, eventsContent, resp.Header.Get("Content-Type"))
	var all []sent
	readEvents(t, resp.Body, func(e sent) bool {
		if e.name != "" {
			all = append(all, e)
		}
		return true
	})
	return all
}
