package gateway

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// slowWriter notes what it is written at a time, and by when it has to have taken it.
type slowWriter struct {
	*httptest.ResponseRecorder
	hurried bool
	pieces  []int
}

func (w *slowWriter) SetWriteDeadline(at time.Time) error {
	w.hurried = !at.IsZero()
	return nil
}

func (w *slowWriter) Write(p []byte) (int, error) {
	if !w.hurried {
		return 0, errors.New("it may take for ever")
	}
	w.pieces = append(w.pieces, len(p))
	w.hurried = false // the next piece has a time of its own
	return w.ResponseRecorder.Write(p)
}

// A client that takes a large answer slowly has the pause for each piece, not for all.
func TestLargeAnswersMayBeTakenSlowly(t *testing.T) {
	w := &slowWriter{ResponseRecorder: httptest.NewRecorder()}
	rec := newRecorder(w, time.Minute)
	text := strings.Repeat("answer ", 20_000)
	n, err := rec.Write([]byte(text))
	require.NoError(t, err)
	assert.Equal(t, len(text), n)
	assert.Equal(t, text, w.Body.String())
	assert.Equal(t, []int{pieceSize, pieceSize, len(text) - 2*pieceSize}, w.pieces)
	assert.EqualValues(t, len(text), rec.bytes)
	assert.False(t, w.hurried, "no limit is left between two writes")
	n, err = rec.Write(nil)
	require.NoError(t, err)
	assert.Zero(t, n)
	assert.Len(t, w.pieces, 4, "an empty write begins the answer")
}
