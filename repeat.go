package connector

import (
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/runtime"
)

// Repeat says which failures of an action's calls are repeated.
type Repeat = runtime.Repeat

// Retries says which failures of a call Do repeats.
type Retries = runtime.Retries

// What Do repeats.
const (
	RetryUsual  = runtime.RetryUsual  // all that does no harm
	RetryUnsent = runtime.RetryUnsent // connections that could not be made, and credentials that had run out
)

// RepeatOf tells what Do repeats of an action, for those who show actions to people.
func RepeatOf(a *registry.Action) Repeat { return runtime.RepeatOf(a) }
