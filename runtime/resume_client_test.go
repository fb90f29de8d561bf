package runtime

import (
	"bytes"
	"context"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/actionctl/connector/internal/wallclock"
)

// noWait is a clock on which waiting takes no time.
type noWait struct{ wallclock.Clock }

func (noWait) Sleep(ctx context.Context, _ time.Duration) error { return context.Cause(ctx) }

// The requests for the rest are calls like the first: same place, same credentials.
func TestClientResumes(t *testing.T) {
	for _, c := range []struct {
		params map[string]any
		first  int
		ranges []string
	}{
		{nil, 0, []string{"", "bytes=1000-", "bytes=1500-"}},
		{map[string]any{"Range": "bytes=200-"}, 200, []string{"bytes=200-", "bytes=1200-", "bytes=1700-"}},
	} {
		s := newFileServer(t)
		s.cuts = []cut{{after: 1000}, {after: 500}}
		client := newClient(s.url)
		client.clock = noWait{}
		a := newAction(t, s.descriptor)
		p := newPlan(t, a, s.url, c.params)
		res, err := client.Do(t.Context(), a, p)
		require.NoError(t, err)
		got, err := io.ReadAll(res.Stream)
		require.NoError(t, err)
		require.NoError(t, res.Close())
		assert.True(t, bytes.Equal(s.content[c.first:], got))
		assert.Equal(t, c.ranges, s.ranges())
		for _, asked := range s.asked {
			assert.Equal(t, "Bearer t0ken", asked.Get("Authorization"))
		}
		assert.NotContains(t, p.Header, "If-Range", "the plan is as it was")
	}
}

// What ends the asking is told with how far the download came.
func TestClientTellsWhyItDoesNotResume(t *testing.T) {
	s := newFileServer(t)
	s.cuts = []cut{{after: 1000}}
	s.etag, s.then = "", func() { s.modified = s.modified.Add(time.Hour) }
	client := newClient(s.url)
	client.clock = noWait{}
	a := newAction(t, s.descriptor)
	p := newPlan(t, a, s.url, nil)
	res, err := client.Do(t.Context(), a, p)
	require.NoError(t, err)
	_, err = res.Data()
	require.ErrorIs(t, err, ErrChanged)
	assert.ErrorContains(t, err, "the answer broke off after 1000 bytes: the file has changed meanwhile: test_action: 412")
}
