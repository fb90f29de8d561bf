package registry

import (
	"fmt"
	"slices"
	"strings"

	"github.com/actionctl/connector/internal/spelling"
)

// ActionAmong is Action for somebody who may not know of all actions: one that shown
// refuses is as if there were none, among those that come near too.
func (r Registry) ActionAmong(name string, shown func(name string) bool) (*Action, error) {
	if _, ok := r.Lookup(name); ok && shown(name) {
		return r.Action(name)
	}
	return nil, notFound(name, slices.DeleteFunc(r.Names(), func(name string) bool { return !shown(name) }))
}

// nearby is how many names that come near are told.
const nearby = 3

func notFound(name string, names []string) error {
	return &NotFoundError{Name: name, Nearest: spelling.Nearest(name, names, nearby)}
}

// NotFoundError says that no action has the name, and which come near.
type NotFoundError struct {
	Name    string
	Nearest []string
}

func (e *NotFoundError) Error() string {
	if len(e.Nearest) == 0 {
		return fmt.Sprintf("unknown action %q, and none with a similar name", e.Name)
	}
	return fmt.Sprintf("unknown action %q; did you mean %s?", e.Name, strings.Join(e.Nearest, ", "))
}

// Is makes errors.Is(err, ErrUnknownAction) true.
func (e *NotFoundError) Is(target error) bool { return target == ErrUnknownAction }
