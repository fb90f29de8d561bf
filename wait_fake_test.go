package connector_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
	"github.com/actionctl/connector/internal/dotted"
	"github.com/actionctl/connector/registry"
)

// workService serves one piece of work, from the descriptor of the action that starts
// it alone.
type workService struct {
	t      testing.TB
	reg    registry.Registry
	at     *turns // where it is reached
	action *registry.Action
	first  any   // the answer to the start
	polls  []any // the answers to the polls, the last one for all further ones
	output any   // the answer about a part
	before func(asked string, n int)

	asked []string // start, poll, abort, output
	urls  []string // of the polls
	body  string   // of the abort
}

// status answers with an error of this status.
type status int

func newWorkService(t testing.TB, action string) *workService {
	t.Helper()
	return newTurns(t).service(t, action)
}

// turns is a host that one service after the other is reached at, so that one connector
// does for all: compiling its schemas is what takes time.
type turns struct {
	c   *connector.Connector
	now *workService
}

func newTurns(t testing.TB) *turns {
	t.Helper()
	at := &turns{}
	at.c = openOn(t, at)
	return at
}

func (at *turns) RoundTrip(r *http.Request) (*http.Response, error) { return at.now.RoundTrip(r) }

// service is the next service of the host.
func (at *turns) service(t testing.TB, action string) *workService {
	t.Helper()
	s := &workService{t: t, reg: at.c.Registry(), at: at}
	var err error
	s.action, err = s.reg.Action(action)
	require.NoError(t, err)
	s.first = s.started(map[string]any{})
	at.now = s
	return s
}

// planted is what the answer to the start says at a place that a poll parameter comes
// from.
func (s *workService) planted(target, param string) any {
	a, err := s.reg.Action(target)
	require.NoError(s.t, err)
	p, ok := a.Param(param)
	if ok && p.Schema["type"] == "integer" || strings.HasSuffix(param, "run_id") {
		return json.Number("9007199254740993")
	}
	return "id of " + param
}

// started adds to an answer what the poll and the abort need of it.
func (s *workService) started(answer map[string]any) any {
	w := s.action.Wait
	plant := func(target string, with map[string]string) {
		for param, from := range with {
			if path, ok := strings.CutPrefix(from, "response."); ok {
				answer = dotted.With(answer, path, s.planted(target, param))
			}
		}
	}
	if w.Abort != nil {
		plant(w.Abort.Action, w.Abort.With)
	}
	plant(w.Poll, w.With)
	return answer
}

func (s *workService) RoundTrip(r *http.Request) (*http.Response, error) {
	what := s.recognise(r)
	s.asked = append(s.asked, what)
	if s.before != nil {
		s.before(what, s.count(what))
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	var answer any = map[string]any{}
	switch what {
	case "start":
		answer = s.first
	case "poll":
		s.urls = append(s.urls, r.URL.String())
		answer = s.polls[min(s.count("poll"), len(s.polls))-1]
	case "output":
		answer = s.output
	case "abort":
		if r.Body != nil {
			text, _ := io.ReadAll(r.Body)
			s.body = string(text)
		}
	}
	if code, failed := answer.(status); failed {
		text := fmt.Sprintf(`{"error_code":"%s","message":"no"}`, map[status]string{404: "RESOURCE_DOES_NOT_EXIST", 403: "PERMISSION_DENIED"}[code])
		return answering(int(code), http.Header{"Content-Type": {"application/json"}}, []byte(text)), nil
	}
	text, err := json.Marshal(answer)
	require.NoError(s.t, err)
	return answering(http.StatusOK, http.Header{"Content-Type": {"application/json"}}, text), nil
}

func (s *workService) count(what string) int {
	n := 0
	for _, asked := range s.asked {
		if asked == what {
			n++
		}
	}
	return n
}

var placeholder = regexp.MustCompile(`\\\{[^}]*\\\}`)

// recognise tells what a request is for by the templates of the actions.
func (s *workService) recognise(r *http.Request) string {
	w := s.action.Wait
	names := map[string]string{"start": s.action.Name, "poll": w.Poll}
	if w.Abort != nil {
		names["abort"] = w.Abort.Action
	}
	if w.Parts != nil && w.Parts.Output != nil {
		names["output"] = w.Parts.Output.Action
	}
	found := ""
	for what, name := range names {
		a, err := s.reg.Action(name)
		require.NoError(s.t, err)
		form := "^" + placeholder.ReplaceAllString(regexp.QuoteMeta(a.Path), "[^/]+") + "$"
		if a.Method == r.Method && regexp.MustCompile(form).MatchString(r.URL.EscapedPath()) {
			require.Empty(s.t, found, "%s %s is ambiguous", r.Method, r.URL)
			found = what
		}
	}
	require.NotEmpty(s.t, found, "no action has %s %s", r.Method, r.URL)
	return found
}

// answer tells a state and what belongs to it, the way the wait wants to read it.
func (s *workService) answer(state any, result string) any {
	w := s.action.Wait
	if w.Each != nil {
		var list []any
		for _, library := range s.libraries() {
			library = dotted.With(library, "filled_in", "by the service")
			list = append(list, dotted.With(map[string]any{w.Each.Key: library}, w.State, state))
		}
		return dotted.With(nil, w.Each.Items, list)
	}
	answer := map[string]any{}
	if w.State != "" {
		answer = dotted.With(answer, w.State, state)
	}
	if w.Message != "" && !strings.HasPrefix(w.Message, w.State+".") {
		answer = dotted.With(answer, w.Message, fmt.Sprint("about ", state))
	}
	if w.Result != nil && result != "" {
		answer = dotted.With(answer, w.Result.Path, result)
	}
	return answer
}

func (s *workService) libraries() []map[string]any {
	return []map[string]any{{"pypi": map[string]any{"package": "a"}}, {"jar": "/Volumes/b.jar"}}
}

// connect is a connector to the service that waits by clock.
func (s *workService) connect(clock *connector.HandClock) *connector.Connector {
	s.at.c.SetClock(clock)
	return s.at.c
}

// call is a call of the action with as little as it takes.
func (s *workService) call(c *connector.Connector) connector.Call {
	s.t.Helper()
	params, full := example(s.t, c, s.action, false), example(s.t, c, s.action, true)
	for _, from := range s.action.Wait.With {
		if path, ok := strings.CutPrefix(from, "request."); ok {
			v, has := dotted.At(full, path)
			require.True(s.t, has, path)
			params = dotted.With(params, path, v)
		}
	}
	if s.action.Wait.Each != nil {
		params = dotted.With(params, s.action.Wait.Each.Among, s.libraries())
	}
	return connector.Call{Connection: "fake", Action: s.action.Name, Params: params}
}

// run waits on the work by a clock that takes no time.
func (s *workService) run(o connector.WaitOptions) (*connector.Finished, error) {
	s.t.Helper()
	c := s.connect(connector.NewHandClock())
	return c.Wait(s.t.Context(), s.call(c), o)
}
