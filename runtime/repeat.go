package runtime

import "github.com/actionctl/connector/registry"

// Repeat says which failures of an action's calls are repeated. What the service
// cannot have acted on always is.
type Repeat struct {
	Always bool   `json:"always"` // also where the service may have acted
	Reason string `json:"reason"` // one clause, for people
}

// RepeatOf is the retry policy for an action whose calls get their idempotency tokens.
func RepeatOf(a *registry.Action) Repeat {
	f := failure{method: a.Method, safety: a.Safety}
	if a.Idempotency != nil {
		f.repeatable = a.Idempotency.Repeatable || a.Idempotency.Token != ""
	}
	always := isRepeatable(f)
	switch {
	case !always:
		return Repeat{false, "a repeated " + a.Method + " may do its work twice"}
	case a.Safety == registry.Read:
		return Repeat{true, "it only reads"}
	case a.Idempotency != nil && a.Idempotency.Token != "":
		return Repeat{true, "the service knows a repeat by its idempotency token"}
	case f.repeatable:
		return Repeat{true, "a repeat leaves the same state"}
	}
	return Repeat{true, a.Method + " is idempotent"}
}
