package connector_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	connector "github.com/actionctl/connector"
)

// aHandle is that of a run that goes on.
func aHandle(t testing.TB) connector.Handle {
	t.Helper()
	_, err := forever(t, runNow).run(connector.WaitOptions{Timeout: time.Second})
	return waitError(t, err).Handle
}

func TestHandleHolds(t *testing.T) {
	h := aHandle(t)
	assert.Equal(t, 1, h.Version)
	assert.Equal(t, runNow, h.Action)
	assert.Equal(t, "fake", h.Connection)
	assert.Equal(t, "https://fake.test", h.Host)
	assert.Equal(t, connector.NewHandClock().Now(), h.Started)
	id := map[string]any{"run_id": json.Number("9007199254740993")}
	assert.Equal(t, id, h.Poll)
	assert.Equal(t, map[string]any{"data": id}, h.Abort)
	assert.Empty(t, connector.Handle{}.String())
	for _, r := range h.String() {
		assert.True(t, r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z', "%q needs quotes", r)
	}
}

// What is no handle, or one of other work, is refused before anything is sent.
func TestHandlesThatAreRefused(t *testing.T) {
	var fields map[string]any
	require.NoError(t, json.Unmarshal([]byte(text(t, aHandle(t))), &fields))
	with := func(name string, value any) string {
		changed := maps.Clone(fields)
		if changed[name] = value; value == nil {
			delete(changed, name)
		}
		return text(t, changed)
	}
	whole := aHandle(t).String()
	for given, want := range map[string]string{
		"":                                      "neither a JSON object nor the one word",
		"not a handle!":                         "neither",
		whole[:20]:                              "ends too early; it may be cut off",
		whole[:21]:                              "neither",
		"bm8gaGFuZGxl":                          "neither",
		"{}":                                    "version 0 is not 1, the one that is known here; action is missing; connection is missing; host is missing; poll is missing; started is missing",
		`{"version":1`:                          "ends too early",
		with("version", 2):                      "version 2 is not 1",
		with("odd", 1):                          `unknown field "odd"`,
		with("action", nil):                     "action is missing",
		with("host", nil):                       "host is missing",
		with("poll", nil):                       "poll is missing",
		with("poll", "x"):                       "cannot unmarshal",
		with("odd", strings.Repeat("x", 2<<20)): "longer than",
		with("poll", map[string]any{"run_idd": 1}): "run_id",
		with("started", nil):                       "started is missing",
		with("started", "yesterday"):               "parsing time",
		with("host", "https://other.test"):         "its work runs on https://other.test, and connection fake is https://fake.test",
		with("action", "get_api_2_1_clusters_get"): "declares no wait",
		text(t, fields) + "{}":                     "more behind it",
	} {
		s := forever(t, runNow)
		h, err := connector.ParseHandle([]byte(given))
		if err == nil {
			_, err = s.at.c.WaitFor(t.Context(), h, connector.WaitOptions{})
		}
		require.ErrorIs(t, err, connector.ErrHandle, given)
		assert.ErrorContains(t, err, want)
		assert.NotErrorAs(t, err, new(*connector.WaitError))
		assert.Equal(t, "UNUSABLE_HANDLE", connector.NewErrorObject(err, connector.Call{}).Code)
		assert.Empty(t, s.asked)
	}
	s := forever(t, runNow)
	for name, want := range map[string]error{"action": connector.ErrUnknownAction, "connection": connector.ErrUnknownConnection} {
		h, err := connector.ParseHandle([]byte(with(name, "nowhere")))
		require.NoError(t, err)
		_, err = s.at.c.WaitFor(t.Context(), h, connector.WaitOptions{})
		require.ErrorIs(t, err, want)
	}
	_, err := s.at.c.WaitFor(t.Context(), connector.Handle{}, connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrHandle)
	_, err = s.at.c.WaitFor(t.Context(), aHandle(t), connector.WaitOptions{Timeout: -1})
	require.ErrorContains(t, err, "negative")
}

// Old work has settled; work from a moment ago has not.
func TestHandlesAndTheTimeToSettle(t *testing.T) {
	for _, c := range []struct {
		age time.Duration
		ok  bool
	}{{0, true}, {20 * time.Second, true}, {40 * time.Second, false}, {-time.Hour, true}} {
		s := newWorkService(t, makeCluster)
		s.polls = []any{s.answer("PENDING", "")}
		_, err := s.run(connector.WaitOptions{Timeout: time.Second})
		h := waitError(t, err).Handle
		s.polls = []any{status(404), s.answer("RUNNING", "")}
		s.asked, s.urls = nil, nil
		clock := connector.NewHandClock()
		clock.Advance(c.age)
		_, err = s.connect(clock).WaitFor(t.Context(), h, connector.WaitOptions{})
		if c.ok {
			assert.NoError(t, err, c.age)
		} else {
			assert.ErrorIs(t, err, connector.ErrNotFound, c.age)
		}
	}
}

// Another machine's clock may be wrong, but not for ever.
func TestHandlesFromTheFuture(t *testing.T) {
	s := forever(t, makeCluster)
	_, err := s.run(connector.WaitOptions{Timeout: time.Second})
	h := waitError(t, err).Handle
	h.Started = h.Started.Add(time.Hour)
	s.polls, s.asked = []any{s.answer("PENDING", ""), status(404)}, nil
	_, err = s.connect(connector.NewHandClock()).WaitFor(t.Context(), h, connector.WaitOptions{Interval: 31 * time.Second})
	require.ErrorIs(t, err, connector.ErrNotFound)
}

// What the call chose goes along: a success of its own, and which elements it is about.
func TestHandlesKnowWhatTheCallChose(t *testing.T) {
	s := forever(t, "post_api_2_0_apps")
	call := s.call(s.at.c)
	call.Params["no_compute"] = true
	c := s.connect(connector.NewHandClock())
	_, err := c.Wait(t.Context(), call, connector.WaitOptions{Timeout: time.Second})
	h := waitError(t, err).Handle
	assert.Equal(t, []string{"STOPPED"}, h.Success)
	s.polls = []any{s.answer("STOPPED", "")}
	_, err = c.WaitFor(t.Context(), h, connector.WaitOptions{})
	require.NoError(t, err)
	h.Success = nil
	_, err = c.WaitFor(t.Context(), h, connector.WaitOptions{})
	require.ErrorIs(t, err, connector.ErrFailed)

	s = forever(t, "post_api_2_0_libraries_install")
	_, err = s.run(connector.WaitOptions{Timeout: time.Second})
	h = waitError(t, err).Handle
	assert.Equal(t, text(t, s.libraries()), text(t, h.Among))
	s.polls = []any{map[string]any{"library_statuses": []any{
		map[string]any{"library": map[string]any{"jar": "/other.jar"}, "status": "FAILED"},
		map[string]any{"library": map[string]any{"jar": "/Volumes/b.jar"}, "status": "INSTALLED"},
		map[string]any{"library": map[string]any{"pypi": map[string]any{"package": "a"}}, "status": "INSTALLED"},
	}}}
	_, err = s.at.c.WaitFor(t.Context(), h, connector.WaitOptions{})
	require.NoError(t, err)
}

// FuzzParseHandle holds that no text makes reading or using it panic.
func FuzzParseHandle(f *testing.F) {
	c := openOn(f, roundTrip(func(*http.Request) *http.Response { return answering(http.StatusForbidden, nil, nil) }))
	c.SetClock(connector.NewHandClock())
	h := aHandle(f)
	for _, seed := range []string{"", "{}", h.String(), text(f, h), `{"version":1,"action":"` + runNow + `","connection":"fake","host":"https://fake.test","poll":{"run_id":{}},"started":"2026-01-31T12:00:00Z"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		h, err := connector.ParseHandle([]byte(given))
		if err != nil {
			require.ErrorIs(t, err, connector.ErrHandle)
			return
		}
		again, err := connector.ParseHandle([]byte(h.String()))
		require.NoError(t, err)
		assert.Equal(t, text(t, h), text(t, again))
		_, err = c.WaitFor(t.Context(), h, connector.WaitOptions{})
		require.Error(t, err, "the service refuses")
	})
}
