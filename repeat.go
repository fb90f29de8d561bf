package connector

import (
	"github.com/actionctl/connector/registry"
	"github.com/actionctl/connector/runtime"
)

// Repeat says which failures of an action's calls are repeated.
type Repeat = runtime.Repeat

// RepeatOf tells what Do repeats of an action, for those who show actions to people.
func RepeatOf(a *registry.Action) Repeat { return runtime.RepeatOf(a) }
