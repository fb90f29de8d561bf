package runtime

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// eventResult is an answer of events that come as text.
func eventResult(text io.Reader) (*Result, *closing) {
	body := &closing{Reader: text}
	return &Result{Status: 200, Header: http.Header{"Content-Type": {"text/event-stream; charset=utf-8"}}, Stream: body}, body
}

// collect reads all events and the error that ended them.
func collect(r *Result) (list []Event, err error) {
	for e, err := range r.Events() {
		if err != nil {
			return list, err
		}
		list = append(list, e)
	}
	return list, nil
}

func raws(list []Event) (texts []string) {
	for _, e := range list {
		texts = append(texts, string(e.Raw))
	}
	return texts
}

func TestEvents(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"nothing":                    {"", nil},
		"the usual":                  {"data: {\"a\":1}\n\ndata: {\"a\":2}\n\ndata: [DONE]\n\n", []string{`{"a":1}`, `{"a":2}`}},
		"after the end":              {"data: 1\n\ndata: [DONE]\n\ndata: 2\n\n", []string{"1"}},
		"no [DONE]":                  {"data: 1\n\ndata: 2\n\n", []string{"1", "2"}},
		"CRLF":                       {"data: 1\r\ndata: 2\r\n\r\ndata: 3\r\n\r\n", []string{"1\n2", "3"}},
		"CR":                         {"data: 1\rdata: 2\r\rdata: 3\r\r", []string{"1\n2", "3"}},
		"mixed ends":                 {"data: 1\r\n\ndata: 2\n\r\ndata: 3\r\r\n", []string{"1", "2", "3"}},
		"several lines":              {"data: {\ndata:  \"a\": 1\ndata: }\n\n", []string{"{\n \"a\": 1\n}"}},
		"no space":                   {"data:1\n\ndata:[DONE]\n\n", []string{"1"}},
		"one space only":             {"data:  1\n\n", []string{" 1"}},
		"empty data":                 {"data\n\ndata:\n\ndata\ndata\n\n", []string{"", "", "\n"}},
		"no data":                    {"event: ping\n\nid: 1\n\n\n\ndata: 1\n\n", []string{"1"}},
		"comments":                   {": hello\n\n:\n:data: no\ndata: 1\n: between\n\n", []string{"1"}},
		"unknown fields":             {"retry: 10\nfoo: bar\ndataset: 1\ndata : 2\n Data: 3\ndata: 1\n\n", []string{"1"}},
		"a mark of UTF-8":            {"\ufeffdata: 1\n\ndata: \ufeff2\n\n", []string{"1", "\ufeff2"}},
		"only the first mark":        {"\ufeff\ufeffdata: 1\n\ndata: 2\n\n", []string{"2"}},
		"a mark later":               {"data: 1\n\n\ufeffdata: 2\n\n", []string{"1"}},
		"colons":                     {"data: a: b\n\n", []string{"a: b"}},
		"Unicode":                    {"data: grüß 日本 😀\n\n", []string{"grüß 日本 😀"}},
		"not UTF-8":                  {"data: \xff\n\n", []string{"\xff"}},
		"last event unclosed":        {"data: 1\n\ndata: 2\n", []string{"1", "2"}},
		"[DONE] unclosed":            {"data: 1\n\ndata: [DONE]\n", []string{"1"}},
		"[DONE] without line end":    {"data: 1\n\ndata: [DONE]", []string{"1"}},
		"[DONE] as a part":           {"data: [DONE] not\n\n", []string{"[DONE] not"}},
		"a null error is no error":   {"data: {\"error\": null}\n\n", []string{`{"error": null}`}},
		"an empty error is none":     {"data: {\"error\": \"\"}\n\ndata: {\"error\": {}}\n\n", []string{`{"error": ""}`, `{"error": {}}`}},
		"a measured error is none":   {"data: {\"error\": 0.5}\n\n", []string{`{"error": 0.5}`}},
		"an error below is no end":   {"data: {\"a\": {\"error\": \"x\"}}\n\n", []string{`{"a": {"error": "x"}}`}},
		"a text about \"error\" too": {"data: \"\\\"error\\\"\"\n\n", []string{`"\"error\""`}},
	} {
		t.Run(name, func(t *testing.T) {
			for form, read := range map[string]func(io.Reader) io.Reader{
				"whole": func(r io.Reader) io.Reader { return r }, "bytes": iotest.OneByteReader,
				"halves": iotest.HalfReader, "with the end": iotest.DataErrReader,
			} {
				r, body := eventResult(read(strings.NewReader(c.text)))
				got, err := collect(r)
				require.NoError(t, err, form)
				assert.Equal(t, c.want, raws(got), form)
				assert.True(t, body.closed)
			}
		})
	}
}

func TestEventFields(t *testing.T) {
	r, _ := eventResult(strings.NewReader(
		"event: delta\nid: 7\ndata: 1\n\ndata: 2\n\nevent: x\nevent: y\nid: a\x00b\ndata: 3\n\nevent: lost\n\nid\ndata: 4\n\n"))
	got, err := collect(r)
	require.NoError(t, err)
	assert.Equal(t, []Event{{"delta", "7", []byte("1")}, {"", "7", []byte("2")}, {"y", "7", []byte("3")}, {"", "", []byte("4")}}, got)
}

func TestEventData(t *testing.T) {
	v, err := Event{Raw: []byte(`{"id": 9007199254740993}`)}.Data()
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"id": json.Number("9007199254740993")}, v)
	v, err = Event{}.Data()
	require.NoError(t, err)
	assert.Nil(t, v)
	_, err = Event{Raw: []byte("half {")}.Data()
	assert.ErrorContains(t, err, "event: the answer is not the JSON that was expected")
}

// Events are the caller's: the next ones do not change them.
func TestEventsCanBeKept(t *testing.T) {
	r, _ := eventResult(strings.NewReader("data: 111\n\ndata: 222\n\n"))
	got, err := collect(r)
	require.NoError(t, err)
	assert.Equal(t, []string{"111", "222"}, raws(got))
}

func TestLeavingTheLoopCloses(t *testing.T) {
	r, body := eventResult(strings.NewReader("data: 1\n\ndata: 2\n\n"))
	for _, err := range r.Events() {
		require.NoError(t, err)
		break
	}
	assert.True(t, body.closed)
}

func TestBrokenEvents(t *testing.T) {
	broken := errors.New("connection reset")
	for name, c := range map[string]struct {
		text string
		end  error
		want string
	}{
		"a reset between":   {"data: 1\n\n", broken, "connection reset"},
		"a reset within":    {"data: 1\n\ndata: 2", broken, "connection reset"},
		"an unclosed reset": {"data: 1\n\ndata: 2\n", broken, "connection reset"},
		"a half line":       {"data: 1\n\ndata: {\"a", io.EOF, "the stream of events ended in the middle of a line: unexpected EOF"},
		"a half [DONE]":     {"data: 1\n\ndata: [DON", io.EOF, "unexpected EOF"},
	} {
		r, body := eventResult(io.MultiReader(strings.NewReader(c.text), failing{c.end}))
		got, err := collect(r)
		assert.ErrorContains(t, err, c.want, name)
		assert.Equal(t, []string{"1"}, raws(got), name)
		assert.True(t, body.closed)
	}
}

func TestEventsAreBounded(t *testing.T) {
	line := "data: " + strings.Repeat("x", 1<<20) + "\n"
	for name, text := range map[string]io.Reader{
		"a line":   io.LimitReader(readerFunc(func(p []byte) (int, error) { return copy(p, strings.Repeat("x", len(p))), nil }), 10*maxEvent),
		"an event": strings.NewReader(strings.Repeat(line, 16)),
	} {
		r, _ := eventResult(text)
		got, err := collect(r)
		assert.EqualError(t, err, "an event is larger than 16 MiB", name)
		assert.Empty(t, got)
	}
	r, _ := eventResult(strings.NewReader(strings.Repeat(line, 15) + "\n"))
	got, err := collect(r)
	require.NoError(t, err)
	assert.Len(t, got[0].Raw, 15<<20+14)
}

func TestErrorEvents(t *testing.T) {
	for text, want := range map[string]APIError{
		`data: {"error_code": "BAD", "message": "no model"}`:            {Code: "BAD", Message: "no model"},
		`data: {"error": {"code": 429, "message": "slow down"}}`:        {Code: "429", Message: "slow down"},
		`data: {"error": "worker died"}`:                                {Message: "worker died"},
		"event: error\ndata: {\"message\": \"m\", \"request_id\": 1}":   {Message: "m"},
		"event: error\ndata: out of memory":                             {Message: "out of memory"},
		"event: error\ndata":                                            {Message: "the stream ended with an error"},
		`data: {"error": {"message": "a\u0007b", "code": "c\u001b[m"}}`: {Code: "c [m", Message: "a b"},
	} {
		r, body := eventResult(strings.NewReader("data: 1\n\n" + text + "\n\ndata: 2\n\n"))
		r.from = &Plan{Action: "ask", Connection: "prod"}
		got, err := collect(r)
		assert.Equal(t, []string{"1"}, raws(got))
		var api *APIError
		require.ErrorAs(t, err, &api, text)
		require.ErrorIs(t, err, ErrFailed)
		assert.Equal(t, want.Code, api.Code)
		assert.Equal(t, want.Message, api.Message)
		assert.Equal(t, []any{"ask", "prod", 200}, []any{api.Action, api.Connection, api.Status})
		assert.Contains(t, text, string(api.Raw))
		assert.True(t, body.closed)
	}
}

func TestOtherAnswersHaveNoEvents(t *testing.T) {
	r, body := eventResult(strings.NewReader("{}"))
	r.Header.Set("Content-Type", "application/octet-stream")
	_, err := collect(r)
	require.EqualError(t, err, `the answer is "application/octet-stream", not a stream of events`)
	assert.True(t, body.closed)
	_, err = collect(&Result{Raw: []byte("{}"), Header: http.Header{"Content-Type": {"application/json"}}})
	require.ErrorContains(t, err, "not a stream of events")
}

func TestStreams(t *testing.T) {
	for _, c := range []struct {
		asked, got string
		want       bool
	}{
		{"application/octet-stream", "text/html", true}, // a file may be a web page
		{"text/event-stream", "text/event-stream; charset=utf-8", true},
		{"text/event-stream", "", true},
		{"text/event-stream", "application/json", false},
		{"text/event-stream", "text/html", false},
		{"application/json", "text/event-stream", false},
		{"", "", false},
	} {
		assert.Equal(t, c.want, streams(c.asked, http.Header{"Content-Type": {c.got}}), c)
	}
}

// Events come one by one over a real connection; characters may be split anywhere.
func TestEventsComeAsTheyAreSent(t *testing.T) {
	next := make(chan struct{})
	parts := []string{"data: gr\xc3", "\xbc\xc3\x9f \xf0\x9f", "\x98\x80\n", "\n", "data: 2\r", "\n\r\ndata: [DONE]\n\n"}
	server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		for _, part := range parts {
			if part == "data: 2\r" {
				<-next // the first event has arrived by then
			}
			_, _ = io.WriteString(w, part)
			_ = http.NewResponseController(w).Flush()
		}
	})
	resp, err := server.Client().Get(server.URL)
	require.NoError(t, err)
	var got []string
	for e, err := range (&Result{Status: 200, Header: resp.Header, Stream: resp.Body}).Events() {
		require.NoError(t, err)
		if got = append(got, string(e.Raw)); len(got) == 1 {
			close(next)
		}
	}
	assert.Equal(t, []string{"grüß 😀", "2"}, got)
}

// A connection that breaks is an error, reset or merely closed.
func TestEventsOverABrokenConnection(t *testing.T) {
	for _, reset := range []bool{false, true} {
		read := make(chan struct{})
		server := newServer(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/event-stream")
			_, _ = io.WriteString(w, "data: 1\n\n")
			_ = http.NewResponseController(w).Flush()
			<-read
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				panic(err)
			}
			if reset {
				_ = conn.(*net.TCPConn).SetLinger(0)
			}
			_ = conn.Close()
		})
		resp, err := server.Client().Get(server.URL)
		require.NoError(t, err)
		var got []string
		for e, broken := range (&Result{Status: 200, Header: resp.Header, Stream: resp.Body}).Events() {
			if err = broken; err == nil {
				got = append(got, string(e.Raw))
				close(read)
			}
		}
		assert.Error(t, err)
		assert.True(t, slices.Equal([]string{"1"}, got))
	}
}
