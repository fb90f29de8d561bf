package runtime

import (
	"github.com/actionctl/connector/internal/lazyregexp"
	"github.com/actionctl/connector/registry"
)

// failure is what a retry decision is made from: the action, what was sent of it and
// how the attempt ended.
type failure struct {
	method     string
	safety     registry.Safety
	repeatable bool  // an idempotency token went with it, or the descriptor says so
	kind       *Kind // of an answer; nil without one
	status     int
	invited    bool   // the answer says when to come back
	message    string // of the answer
	sent       sent
}

// sent is how far a request came whose answer did not.
type sent int

const (
	answered  sent = iota // there is an answer
	notSent               // the service got nothing: no connection was made
	maybeSent             // it may have got everything, and acted
)

// Why a failure that might pass is not repeated.
const (
	mayHaveActed = "not repeated: the service may have acted"
	noReason     = ""
)

// shouldRetry is the retry policy. It is pure: no time, no chance, no state. Where it
// says no to a failure that might pass, it says why.
//
// What the service cannot have acted on is always repeated: a connection that was not
// made, a throttled request, an outage that says when to come back. What it may have
// acted on is repeated only where a repeat changes nothing: the action reads, its
// method is idempotent, or it carries a token by which the service knows it again.
// The service's own clients repeat every POST, and so start work twice.
func shouldRetry(f failure) (retry bool, why string) {
	switch f.sent {
	case notSent:
		return true, noReason
	case maybeSent:
		return ifRepeatable(f)
	case answered:
	}
	switch {
	case isKind(f.kind, ErrThrottled):
		return true, noReason
	case f.kind == ErrFailed || f.kind == ErrUnexpectedAnswer || f.status < 400:
		return false, noReason // the service did its work and said how it ended
	case f.status == 503 && f.invited:
		return true, noReason
	case f.status == 408, f.status == 500, f.status == 502, f.status == 503, f.status == 504,
		isKind(f.kind, ErrUnavailable), transient().MatchString(f.message):
		return ifRepeatable(f)
	}
	return false, noReason
}

func ifRepeatable(f failure) (retry bool, why string) {
	if isRepeatable(f) {
		return true, noReason
	}
	return false, mayHaveActed
}

func isRepeatable(f failure) bool {
	switch f.method {
	case "GET", "HEAD", "PUT", "DELETE":
		return true
	}
	return f.repeatable || f.safety == registry.Read
}

func isKind(k, target *Kind) bool {
	for ; k != nil; k = k.parent {
		if k == target {
			return true
		}
	}
	return false
}

// transient are the texts of errors that pass by themselves although their status
// does not say so. The list is that of the service's own clients.
var transient = lazyregexp.New(
	`UnknownWorkerEnvironmentException` +
		`|does not have any associated worker environments` +
		`|There is no worker environment with id` +
		`|Unknown worker environment` +
		`|ClusterNotReadyException` +
		`|worker env .* not found` +
		`|Timed out after ` +
		`|deadline exceeded` +
		`|Please try again later or try a faster operation` +
		`|RPC token bucket limit has been exceeded`,
)
