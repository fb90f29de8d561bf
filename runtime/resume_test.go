package runtime

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Downloads come back whole whatever way and wherever the connection breaks.
func TestResumeGoesOnWhereItBroke(t *testing.T) {
	for name, cut := range map[string]func(*fileServer){
		"at once":            func(s *fileServer) { s.cuts = []cut{{after: 0}} },
		"after a byte":       func(s *fileServer) { s.cuts = []cut{{after: 1}} },
		"several times":      func(s *fileServer) { s.cuts = []cut{{after: 1000}, {after: 0}, {after: 70000}} },
		"by a reset":         func(s *fileServer) { s.cuts = []cut{{after: 90000, reset: true}, {after: 5, reset: true}} },
		"before the last":    func(s *fileServer) { s.cuts = []cut{{after: fileSize - 1}} },
		"of unknown length":  func(s *fileServer) { s.chunked, s.cuts = true, []cut{{after: 5000}, {after: 6000}} },
		"only a date":        func(s *fileServer) { s.etag, s.cuts = "", []cut{{after: 5000}} },
		"only an etag":       func(s *fileServer) { s.modified, s.cuts = time.Time{}, []cut{{after: 5000}} },
		"not at all":         func(*fileServer) {},
		"before its end tag": func(s *fileServer) { s.chunked, s.cuts = true, []cut{{after: fileSize}} },
	} {
		t.Run(name, func(t *testing.T) {
			s := newFileServer(t)
			cut(s)
			got, err := s.download(t, nil)
			require.NoError(t, err)
			assert.True(t, bytes.Equal(s.content, got), "%d bytes", len(got))
			assert.Empty(t, s.cuts, "all cuts were made")
			require.GreaterOrEqual(t, len(s.asked), 1)
			for _, asked := range s.asked[1:] {
				assert.Regexp(t, `^bytes=\d+-$`, asked.Get("Range"))
				if s.etag != "" {
					assert.Equal(t, s.etag, asked.Get("If-Range"))
				}
				if !s.modified.IsZero() {
					assert.Equal(t, s.modified.Format(http.TimeFormat), asked.Get("If-Unmodified-Since"))
				}
			}
		})
	}
}

func TestResumeAsksForWhatIsMissing(t *testing.T) {
	s := newFileServer(t)
	s.cuts = []cut{{after: 1000}, {after: 500}}
	_, err := s.download(t, nil)
	require.NoError(t, err)
	assert.Equal(t, []string{"", "bytes=1000-", "bytes=1500-"}, s.ranges())
}

// What the caller asked for himself is a part; the rest of the part is asked for.
func TestResumeKeepsTheCallersRange(t *testing.T) {
	for given, want := range map[string]struct {
		first, end int
		ranges     string
	}{
		"bytes=100-60000": {100, 60001, "bytes=1100-60000"},
		"bytes=100-":      {100, fileSize, "bytes=1100-"},
		"bytes=-5000":     {fileSize - 5000, fileSize, "bytes=" + strconv.Itoa(fileSize-4000) + "-"},
	} {
		s := newFileServer(t)
		s.cuts = []cut{{after: 1000}}
		got, err := s.download(t, http.Header{"Range": {given}})
		require.NoError(t, err, given)
		assert.True(t, bytes.Equal(s.content[want.first:want.end], got), given)
		assert.Equal(t, []string{given, want.ranges}, s.ranges())
	}
}

// Where going on would be wrong or cannot be, the error says how far it came and why.
func TestResumeRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		set     func(*fileServer)
		want    string
		changed bool
	}{
		"changed by date": {func(s *fileServer) {
			s.etag = ""
			s.then = func() { s.modified = s.modified.Add(time.Hour) }
		}, "412", true},
		"changed by etag": {func(s *fileServer) {
			s.modified = time.Time{}
			s.then = func() { s.etag = `"v2"` }
		}, "its ETag or Last-Modified is another", true},
		"a part of another file": {func(s *fileServer) { s.lie = http.Header{"ETag": {`"v2"`}} }, "its ETag or Last-Modified is another", true},
		"another size":           {func(s *fileServer) { s.lie = http.Header{"Content-Range": {"bytes 1000-99999/100001"}} }, "it had 100000 bytes and has 100001", true},
		"the wrong place":        {func(s *fileServer) { s.lie = http.Header{"Content-Range": {"bytes 999-99999/100000"}} }, `the service sent "bytes 999-99999/100000"`, false},
		"no place":               {func(s *fileServer) { s.lie = http.Header{"Content-Range": {""}} }, `the service sent ""`, false},
		"too much":               {func(s *fileServer) { s.lie = http.Header{"Content-Range": {"bytes 1000-100000/*"}} }, "the service sent", false},
		"encoded":                {func(s *fileServer) { s.lie = http.Header{"Content-Encoding": {"br"}} }, "the service sent", false},
		"gone":                   {func(s *fileServer) { s.then = func() { s.status = 404 } }, "404", false},
		"no parts":               {func(s *fileServer) { s.then = func() { s.whole = true } }, "sent all with status 200", false},
		"marks too weak":         {func(s *fileServer) { s.modified, s.etag = time.Time{}, `W/"v1"` }, "unexpected EOF", false},
		"no marks":               {func(s *fileServer) { s.modified, s.etag = time.Time{}, "" }, "unexpected EOF", false},
		"parts refused":          {func(s *fileServer) { s.first = http.Header{"Accept-Ranges": {"none"}} }, "unexpected EOF", false},
		"encoded from the start": {func(s *fileServer) { s.first = http.Header{"Content-Encoding": {"br"}} }, "unexpected EOF", false},
		"no Range parameter":     {func(s *fileServer) { s.descriptor = getFile }, "unexpected EOF", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newFileServer(t)
			s.cuts = []cut{{after: 1000}}
			c.set(s)
			got, err := s.download(t, nil)
			assert.True(t, bytes.Equal(s.content[:1000], got))
			require.ErrorContains(t, err, "the answer broke off after 1000 bytes: ")
			require.ErrorContains(t, err, c.want)
			require.ErrorAs(t, err, new(*SendError))
			assert.Equal(t, c.changed, errors.Is(err, ErrChanged), err)
		})
	}
}

// The first request for the rest goes out at once, those after it wait.
func TestResumePauses(t *testing.T) {
	s := newFileServer(t)
	s.cuts = make([]cut, 3)
	var waited []bool
	s.sleep = func(_ context.Context, d time.Duration) error {
		waited = append(waited, d > 0)
		return nil
	}
	_, err := s.download(t, nil)
	require.NoError(t, err)
	assert.Equal(t, []bool{false, true, true}, waited)
}

// A line that never gets better is given up; one that brings something each time is
// not, however often it breaks.
func TestResumeTriesAreBounded(t *testing.T) {
	s := newFileServer(t)
	s.cuts = make([]cut, 100)
	_, err := s.download(t, nil)
	require.ErrorContains(t, err, "broke off after 0 bytes: unexpected EOF, after 5 attempts to go on")
	assert.Len(t, s.asked, 1+maxResumes)

	s = newFileServer(t)
	s.content = bytes.Repeat(s.content, 10*resumeProgress/fileSize)
	for range 9 {
		s.cuts = append(s.cuts, cut{after: resumeProgress})
	}
	got, err := s.download(t, nil)
	require.NoError(t, err)
	assert.Len(t, got, len(s.content))
	assert.Empty(t, s.cuts)
}

func TestResumeEndsWithTheCall(t *testing.T) {
	stop := errors.New("enough")
	ctx, cancel := context.WithCancelCause(t.Context())
	s := newFileServer(t)
	s.cuts = []cut{{after: 1000}}
	s.sleep = func(ctx context.Context, _ time.Duration) error {
		cancel(stop)
		return context.Cause(ctx)
	}
	body := s.open(ctx, t, nil)
	got, err := io.ReadAll(body)
	assert.Len(t, got, 1000)
	require.ErrorIs(t, err, stop)
	_, again := body.Read(make([]byte, 1))
	assert.Equal(t, err, again, "an error stays")
	assert.Len(t, s.asked, 1)
}

// Closing ends a download that is waiting to go on, and what comes after is closed.
func TestResumeEndsWithClose(t *testing.T) {
	s := newFileServer(t)
	s.cuts = []cut{{after: 1000}}
	var body io.ReadCloser
	s.sleep = func(ctx context.Context, _ time.Duration) error {
		require.NoError(t, body.Close())
		require.NoError(t, body.Close())
		return context.Cause(ctx)
	}
	body = s.open(t.Context(), t, nil)
	_, err := io.ReadAll(body)
	require.ErrorIs(t, err, context.Canceled)

	late := &closing{Reader: strings.NewReader("")}
	body.(*resumingBody).put(late)
	assert.True(t, late.closed)
}

// An answer that is shorter than announced is an error whether the transport says so
// or not; a longer one is cut.
func TestResumeWatchesTheLength(t *testing.T) {
	for text, length := range map[string]string{"short": "6", "longer": "4", "whole": "5", "unknown": "", "odd": "-1"} {
		res := &Result{Status: 200, Header: http.Header{"Content-Length": {length}}, Stream: io.NopCloser(strings.NewReader(text))}
		got, err := io.ReadAll(newResumingBody(t.Context(), newAction(t, getFile), &Plan{Action: "a", Host: "h"}, res, nil, nil))
		if text == "short" {
			require.EqualError(t, err, "a: no answer from h: the answer broke off after 5 bytes: unexpected EOF")
			continue
		}
		require.NoError(t, err)
		assert.Contains(t, text, string(got))
	}
}

// A stall is a break: the watch ends the attempt and the next one goes on.
func TestResumeAfterAStall(t *testing.T) {
	s := newFileServer(t)
	s.cuts = []cut{{after: 1000, stall: true}}
	s.watched = true
	got, err := s.download(t, nil)
	require.NoError(t, err)
	assert.True(t, bytes.Equal(s.content, got))
	assert.Len(t, s.asked, 2)
}

func TestContentRange(t *testing.T) {
	for text, want := range map[string]span{
		"bytes 0-0/1":   {0, 1, 1},
		"bytes 5-9/20":  {5, 10, 20},
		"bytes 5-9/*":   {5, 10, -1},
		"bytes */20":    {-1, -1, 20},
		"bytes */*":     {-1, -1, -1},
		"bytes 05-09/*": {5, 10, -1},
	} {
		got, ok := parseContentRange(text)
		assert.True(t, ok, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{
		"", "bytes", "bytes ", "bytes 5-9", "5-9/20", "bytes 9-5/20", "bytes 5-20/20", "bytes -5/20", "bytes 5-/20",
		"bytes +5-9/20", "bytes 5-9/", "bytes 5-9/x", "items 5-9/20", "bytes 0-9223372036854775807/*", "bytes 5-9/20, 1-2/3",
	} {
		_, ok := parseContentRange(text)
		assert.False(t, ok, text)
	}
}
