package gateway

import (
	"net/http"
	"time"
)

// recorder is the ResponseWriter of all handlers. It knows what was answered, and gives
// up on clients that do not take what they are sent.
type recorder struct {
	http.ResponseWriter
	control *http.ResponseController
	pause   time.Duration
	body    *movingBody // of the request; nil where it has none
	status  int         // 0: nothing was answered so far
	bytes   int64
	cut     bool // the answer is not whole
}

func newRecorder(w http.ResponseWriter, pause time.Duration) *recorder {
	return &recorder{ResponseWriter: w, control: http.NewResponseController(w), pause: pause}
}

// started tells whether some of an answer was given already.
func started(w http.ResponseWriter) bool {
	rec, ok := w.(*recorder)
	return ok && rec.status != 0
}

// Unwrap is for http.ResponseController.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *recorder) WriteHeader(status int) {
	if status >= http.StatusOK && r.status == 0 { // those below are no answer
		r.answers(status)
	}
	r.ResponseWriter.WriteHeader(status)
}

// pieceSize is how much a client has to take at a time: a slow one may need longer than
// the pause for all of a large answer.
const pieceSize = 64 << 10

func (r *recorder) Write(p []byte) (int, error) {
	if r.status == 0 {
		r.answers(http.StatusOK)
	}
	for n := 0; ; {
		piece := p[n:min(n+pieceSize, len(p))]
		unhurry := r.hurry()
		m, err := r.ResponseWriter.Write(piece)
		unhurry()
		n += m
		r.bytes += int64(m)
		if err != nil || n >= len(p) {
			return n, err
		}
	}
}

// answers notes that the answer begins.
func (r *recorder) answers(status int) {
	r.status = status
	r.body.leave()
}

// FlushError is what http.ResponseController calls.
func (r *recorder) FlushError() error {
	if r.status == 0 {
		r.answers(http.StatusOK)
	}
	defer r.hurry()()
	return r.control.Flush()
}

// Flush is for those that ask for an http.Flusher.
func (r *recorder) Flush() { _ = r.FlushError() }

// hurry gives the client a while to take something; the func it returns ends it. Between
// two writes there is no limit: events may come seldom.
func (r *recorder) hurry() func() {
	if r.control.SetWriteDeadline(r.deadline()) != nil {
		return func() {} // not a real connection
	}
	return func() { _ = r.control.SetWriteDeadline(time.Time{}) }
}

// finish gives the client a while to take the rest.
func (r *recorder) finish() {
	switch {
	case r.status != 0:
	case r.cut:
		r.status = statusGone
	default:
		r.status = http.StatusOK
	}
	r.body.leave()
	_ = r.control.SetWriteDeadline(r.deadline())
}

// deadline is when the client has to have taken something. It is later where the rest of
// its body is read first.
func (r *recorder) deadline() time.Time {
	if r.body.left() {
		return time.Now().Add(2 * r.pause)
	}
	return time.Now().Add(r.pause)
}
