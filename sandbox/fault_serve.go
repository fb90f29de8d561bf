package sandbox

import (
	"io"
	"net/http"
	"strconv"
	"time"
)

// fault is the one that strikes a request. A request that no action has is answered
// as ever.
func (s *Sandbox) fault(r *http.Request) (Fault, bool) {
	if s.faults == nil {
		return Fault{}, false
	}
	m, no := s.routes().route(r.Method, r.URL.EscapedPath())
	if no != nil {
		return Fault{}, false
	}
	return s.faults.pick(m.action)
}

// serve answers a request, or does what the fault wants. A connection breaks by the
// panic that net/http knows; the in-process transport makes an error of it.
func (f Fault) serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	switch f.Kind {
	case FaultDrop:
		panic(http.ErrAbortHandler)
	case FaultLose:
		next.ServeHTTP(&lost{header: http.Header{}}, r)
		panic(http.ErrAbortHandler)
	case FaultCut:
		w.Header().Set(FaultHeader, f.Kind)
		answer := &half{ResponseWriter: w}
		next.ServeHTTP(answer, r)
		answer.breakOff(r.Method)
	default:
		f.refuse(w, r)
	}
}

// refuse answers with the status of the fault.
func (f Fault) refuse(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, bodyOf(r)) // so that the client is not cut off while it sends
	status, _ := f.status()
	w.Header().Set(FaultHeader, f.Kind)
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(int(f.RetryAfter/time.Second)))
	}
	code := faultCodes[status]
	if code == "" {
		code = "UNKNOWN"
	}
	refuse(status, code, "The sandbox was asked to fail with %d %s.", status, http.StatusText(status)).write(w)
}

// faultCodes are the codes that the service gives with its statuses.
var faultCodes = map[int]string{
	http.StatusBadRequest:          "INVALID_PARAMETER_VALUE",
	http.StatusUnauthorized:        "UNAUTHENTICATED",
	http.StatusForbidden:           "PERMISSION_DENIED",
	http.StatusNotFound:            "RESOURCE_DOES_NOT_EXIST",
	http.StatusConflict:            "RESOURCE_CONFLICT",
	http.StatusTooManyRequests:     "REQUEST_LIMIT_EXCEEDED",
	499:                            "CANCELLED",
	http.StatusInternalServerError: "INTERNAL_ERROR",
	http.StatusNotImplemented:      "NOT_IMPLEMENTED",
	http.StatusServiceUnavailable:  "TEMPORARILY_UNAVAILABLE",
	http.StatusGatewayTimeout:      "DEADLINE_EXCEEDED",
}

// lost takes an answer that nobody gets.
type lost struct{ header http.Header }

func (l *lost) Header() http.Header         { return l.header }
func (l *lost) Write(p []byte) (int, error) { return len(p), nil }
func (l *lost) WriteHeader(int)             {}
