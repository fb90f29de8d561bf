package sandbox

import (
	"net/http"
	"strconv"
)

// half passes on the first half of an answer, of a long one its beginning. What is
// behind that is taken and thrown away, so that the handler comes to its end.
type half struct {
	http.ResponseWriter
	status int
	held   []byte
	length int
}

// maxHalf is how much of an answer is passed on at most.
const maxHalf = 64 << 10

func (h *half) WriteHeader(status int) {
	if h.status == 0 && status >= http.StatusOK {
		h.status = status
	}
}

func (h *half) Write(p []byte) (int, error) {
	h.WriteHeader(http.StatusOK)
	h.held = append(h.held, p[:min(len(p), 2*maxHalf-len(h.held))]...)
	h.length += len(p)
	return len(p), nil
}

// Flush passes nothing on yet. Without it a handler could not stream.
func (h *half) Flush() {}

// breakOff sends the first half and breaks the connection. An answer without a body
// breaks off before it begins.
func (h *half) breakOff(method string) {
	if h.length > 0 && method != http.MethodHead {
		h.Header().Set("Content-Length", strconv.Itoa(h.length))
		h.ResponseWriter.WriteHeader(h.status)
		_, _ = h.ResponseWriter.Write(h.held[:min(len(h.held), h.length)/2])
		_ = http.NewResponseController(h.ResponseWriter).Flush()
	}
	panic(http.ErrAbortHandler)
}
